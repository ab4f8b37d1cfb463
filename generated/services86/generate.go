package services86

//go:generate go tool so-wsdlgen generate --package services86 --out . --server ../../wsdl/Services86-Messaging.wsdl ../../wsdl/Services86-SoPrincipal.wsdl
