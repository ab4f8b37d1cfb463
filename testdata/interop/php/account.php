<?php
// An account tells of a message in plain JSON: an object field by field, a list as an
// array, a dictionary as an object, flags as an array of names. PHP's SOAP extension
// has an object around the items of a list, and Key and Value around a dictionary's.

const SERVICES86 = 'http://www.superoffice.net/ws/crm/NetServer/Services86';

// The fields that are lists, with the name of an item.
const LISTS = [
    'OutgoingMessages' => 'OutgoingMessage',
    'MessagingIds' => 'int',
    'SupportedMessagingFormats' => 'string',
];

// The fields that are dictionaries, with the name of an item.
const DICTIONARIES = [
    'FieldProperties' => 'FieldPropertyDictionaryKeyValuePair',
    'Config' => 'StringKeyValuePair',
    'ExtraInfo' => 'ExtraInfoNameValuePair',
    'Parameters' => 'SoExceptionInfoParametersKeyValuePair',
];

// account makes an account of what the extension read into a field.
function account(mixed $value, string $field = ''): mixed
{
    if ($field === 'Mask') {
        return preg_split('/ /', $value ?? '', -1, PREG_SPLIT_NO_EMPTY);
    }
    if (!is_object($value)) {
        return $value;
    }
    $members = get_object_vars($value);
    if ($field === 'Response' || isset(LISTS[$field])) {
        // Response holds statuses or providers; either way the items are all there is.
        return array_map(account(...), array_values($members)[0] ?? []);
    }
    $object = [];
    if (isset(DICTIONARIES[$field])) {
        foreach ($members[DICTIONARIES[$field]] ?? [] as $item) {
            $object[$item->Key] = account($item->Value ?? null);
        }
    } else {
        foreach ($members as $name => $member) {
            $object[$name] = account($member, $name);
        }
    }
    return (object) $object;
}

// message is account the other way: what the extension writes for a field.
function message(mixed $value, string $field = ''): mixed
{
    if ($field === 'Mask') {
        return implode(' ', $value);
    }
    if (is_array($value)) {
        return [LISTS[$field] => array_map(message(...), $value)];
    }
    if (!is_object($value)) {
        return $value;
    }
    $members = [];
    foreach (get_object_vars($value) as $name => $member) {
        $members[$name] = message($member, $name);
    }
    if (!isset(DICTIONARIES[$field])) {
        return $members;
    }
    $items = [];
    foreach ($members as $key => $member) {
        $items[] = ['Key' => (string) $key, 'Value' => $member];
    }
    return [DICTIONARIES[$field] => $items];
}
