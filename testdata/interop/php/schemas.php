<?php
// Writes the schemas of a WSDL as files that import each other, and envelope.xsd,
// which imports them all: with it libxml2 validates whole envelopes.
// usage: php schemas.php WSDL DIRECTORY

[, $wsdl, $directory] = $argv;

const XS = 'http://www.w3.org/2001/XMLSchema';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

$document = new DOMDocument();
$document->load($wsdl) || exit(1);
$schemas = iterator_to_array($document->getElementsByTagNameNS(XS, 'schema'));

$files = [];
foreach ($schemas as $i => $schema) {
    $files[$schema->getAttribute('targetNamespace')] = "schema$i.xsd";
}
foreach ($schemas as $schema) {
    foreach ($schema->getElementsByTagNameNS(XS, 'import') as $import) {
        $import->setAttribute('schemaLocation', $files[$import->getAttribute('namespace')]);
    }
    // The canonical form declares the prefixes that definitions binds.
    file_put_contents($directory . '/' . $files[$schema->getAttribute('targetNamespace')], $schema->C14N());
}

copy(__DIR__ . '/soap11.xsd', "$directory/soap11.xsd");
$files[SOAP] = 'soap11.xsd';
$imports = '';
foreach ($files as $namespace => $file) {
    $imports .= "  <xs:import namespace=\"$namespace\" schemaLocation=\"$file\"/>\n";
}
file_put_contents("$directory/envelope.xsd",
    '<xs:schema xmlns:xs="' . XS . "\" targetNamespace=\"urn:envelope\">\n$imports</xs:schema>\n");
