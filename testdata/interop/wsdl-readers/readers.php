<?php
// Prints the operations that PHP's SoapClient finds in a WSDL, sorted, one a line.
// usage: php readers.php WSDL

if ($argc !== 2) {
    fwrite(STDERR, "usage: php readers.php WSDL\n");
    exit(2);
}

try {
    $client = new SoapClient($argv[1], ['cache_wsdl' => WSDL_CACHE_NONE]);
} catch (SoapFault $fault) {
    fwrite(STDERR, trim($fault->getMessage()) . "\n");
    exit(1);
}

// A function is described as "ResponseType Operation(RequestType $parameters)".
$operations = [];
foreach ($client->__getFunctions() as $function) {
    if (!preg_match('/^\S+ (\w+)\(/', $function, $match)) {
        fwrite(STDERR, "not understood: $function\n");
        exit(1);
    }
    $operations[] = $match[1];
}

sort($operations, SORT_STRING);
foreach ($operations as $operation) {
    echo $operation, "\n";
}
