#!/usr/bin/python3
"""Prints the operations that zeep finds in a WSDL, sorted, one a line.

usage: readers.py WSDL
"""

import sys

import zeep


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: readers.py WSDL")
    client = zeep.Client(sys.argv[1])
    operations = [
        name
        for service in client.wsdl.services.values()
        for port in service.ports.values()
        for name in port.binding.all()
    ]
    print("\n".join(sorted(operations)))


main()
