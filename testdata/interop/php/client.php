<?php
// Makes the calls that stdin asks for, one a line as JSON: operation, header, arguments.
// Prints for each a line of JSON with accounts of what SoapClient read: header and
// body, or the fault.
// usage: php client.php WSDL URL

require __DIR__ . '/account.php';

[, $wsdl, $url] = $argv;
$client = new SoapClient($wsdl, [
    'location' => $url,
    'cache_wsdl' => WSDL_CACHE_NONE,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'connection_timeout' => 10,
]);

while (($line = fgets(STDIN)) !== false) {
    $call = json_decode($line, flags: JSON_THROW_ON_ERROR);
    $blocks = [];
    foreach ($call->header as $name => $value) {
        if ($value !== null) {
            $blocks[] = new SoapHeader(SERVICES86, $name, message($value, $name));
        }
    }
    $header = [];
    try {
        $response = $client->__soapCall($call->operation, [message($call->arguments)], null, $blocks, $header);
        foreach ($header as $name => $value) {
            $header[$name] = account($value, $name);
        }
        $answer = ['header' => (object) $header, 'body' => account($response)];
    } catch (SoapFault $fault) {
        $answer = ['fault' => ['code' => $fault->faultcode, 'reason' => $fault->getMessage()]];
    }
    echo json_encode($answer, JSON_THROW_ON_ERROR), "\n";
}
