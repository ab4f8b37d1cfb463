#!/usr/bin/python3
"""Makes the calls that stdin asks for, one a line as JSON: operation, header, arguments.

Prints for each a line of JSON with accounts of what zeep read: header and body, or the
fault. An account has an object field by field, a list as an array, a dictionary as an
object, flags as an array of names; zeep has an object around the items of a list, and
Key and Value around a dictionary's.

usage: client.py WSDL URL
"""

import json
import sys

import zeep
from zeep.helpers import serialize_object

SERVICES86 = "http://www.superoffice.net/ws/crm/NetServer/Services86"
BINDING = "{%s}BasicHttpBinding_Messaging" % SERVICES86

# The fields that are lists, and those that are dictionaries, with the name of an item.
LISTS = {
    "OutgoingMessages": "OutgoingMessage",
    "MessagingIds": "int",
    "SupportedMessagingFormats": "string",
}
DICTIONARIES = {
    "FieldProperties": "FieldPropertyDictionaryKeyValuePair",
    "Config": "StringKeyValuePair",
    "ExtraInfo": "ExtraInfoNameValuePair",
    "Parameters": "SoExceptionInfoParametersKeyValuePair",
}


def account(value, field=""):
    """What zeep read into a field, plainly."""
    if not isinstance(value, dict):
        return value
    if field == "Response" or field in LISTS:
        # Response holds statuses or providers; either way the items are all there is.
        return [account(item) for item in next(iter(value.values()))]
    if field in DICTIONARIES:
        return {item["Key"]: account(item["Value"]) for item in value[DICTIONARIES[field]]}
    return {name: account(member, name) for name, member in value.items()}


def message(value, field=""):
    """The other way: what zeep writes for a field."""
    if isinstance(value, list):
        if field == "Mask":
            return value
        return {LISTS[field]: [message(item) for item in value]}
    if not isinstance(value, dict):
        return value
    members = {name: message(member, name) for name, member in value.items()}
    if field not in DICTIONARIES:
        return members
    return {DICTIONARIES[field]: [{"Key": key, "Value": member} for key, member in members.items()]}


def answer(service, call):
    header = {name: message(value, name) for name, value in call["header"].items() if value is not None}
    try:
        response = service[call["operation"]](_soapheaders=header, **message(call["arguments"]))
    except zeep.exceptions.Fault as fault:
        return {"fault": {"code": fault.code, "reason": fault.message}}
    response = serialize_object(response, dict)
    # An operation that returns a Response has it in place of the body's object.
    return {name: account(response[name]) for name in ("header", "body")}


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: client.py WSDL URL")
    transport = zeep.Transport(timeout=10, operation_timeout=10)
    service = zeep.Client(sys.argv[1], transport=transport).create_service(BINDING, sys.argv[2])
    for line in sys.stdin:
        print(json.dumps(answer(service, json.loads(line))), flush=True)


main()
