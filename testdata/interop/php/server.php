<?php
// The router script of a Messaging endpoint: libxml2 validates the whole envelope, then
// PHP's SoapServer decodes it. The answer's ExtraInfo has accounts of header and body;
// the Plugins "fault" and "fail" give a fault and a failure.
// usage: WSDL=FILE SCHEMAS=DIRECTORY php -S 127.0.0.1:0 server.php

require __DIR__ . '/account.php';

// A call is the object that SoapServer calls, for header blocks as for operations.
class Call
{
    private array $header = ['ApplicationToken' => null, 'Credentials' => null, 'TimeZone' => null, 'Blocks' => []];

    public function __construct(private readonly SoapServer $server, private readonly string $operation)
    {
    }

    public function __call(string $name, array $arguments): mixed
    {
        if ($name !== $this->operation) {
            $this->header[$name] = account($arguments[0]);
            $this->header['Blocks'][] = $name;
            return null;
        }
        $request = $arguments[0];
        $plugin = $request->Plugin ?? '';
        if ($plugin === 'fault') {
            throw new SoapFault('Server', 'PHP gave <up> & left', 'urn:php', ['reason' => 'none']);
        }
        $failed = $plugin === 'fail';
        $this->add('ExceptionInfo', $failed ? ['Message' => 'PHP failed', 'InnerException' => ['Message' => 'deeper']] : null);
        $this->add('ExtraInfo', ['ExtraInfoNameValuePair' => [
            ['Key' => 'header', 'Value' => json_encode($this->header)],
            ['Key' => 'body', 'Value' => json_encode(account($request))],
        ]]);
        $this->add('Succeeded', !$failed);
        $this->add('TimeZone', $this->header['TimeZone']);
        return match ($name) {
            'SendMessages', 'SendMessagesWithConfig' => ['Response' => ['MessageDeliveryStatus' => [
                ['Status' => 1, 'StatusDescription' => "&<>\"' ]]> cr\r lf\n tab\t æøå 😀 ", 'MessagingId' => 1001],
                ['Status' => 0, 'StatusDescription' => '', 'MessagingId' => 0],
            ]]],
            'GetDeliveryStatus' => ['Response' => null],
            'GetPlugins' => ['Response' => ['ProviderInfo' => [
                ['Name' => 'Twilio SMS', 'SupportedMessagingFormats' => ['string' => ['sms/160', '']], 'SupportsConfig' => true],
            ]]],
            default => [],
        };
    }

    private function add(string $name, mixed $value): void
    {
        $this->server->addSoapHeader(new SoapHeader(SERVICES86, $name, $value));
    }
}

function fault(string $reason): never
{
    http_response_code(500);
    header('Content-Type: text/xml; charset=utf-8');
    echo '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>',
        '<faultstring>', htmlspecialchars($reason, ENT_XML1), '</faultstring></s:Fault></s:Body></s:Envelope>';
    exit;
}

if (!preg_match('/^text\/xml; *charset="?utf-8"?$/i', $_SERVER['CONTENT_TYPE'] ?? '')) {
    http_response_code(415);
    exit;
}
$message = file_get_contents('php://input');
libxml_use_internal_errors(true);
$document = new DOMDocument();
if (!$document->loadXML($message, LIBXML_NONET | LIBXML_PARSEHUGE)) {
    fault('not well-formed: ' . libxml_get_last_error()->message);
}
if (!$document->schemaValidate(getenv('SCHEMAS') . '/envelope.xsd')) {
    fault('not valid: ' . implode(' ', array_map(fn ($error) => trim($error->message), libxml_get_errors())));
}
$body = $document->getElementsByTagNameNS('http://schemas.xmlsoap.org/soap/envelope/', 'Body')[0];
$operation = $body->firstElementChild->localName;
if (($_SERVER['HTTP_SOAPACTION'] ?? '') !== '"' . SERVICES86 . "/Messaging/$operation\"") {
    fault("the SOAPAction is not that of $operation");
}

$server = new SoapServer(getenv('WSDL'), ['cache_wsdl' => WSDL_CACHE_NONE, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
$server->setObject(new Call($server, $operation));
$server->handle($message);
