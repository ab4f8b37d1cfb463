package services86

//go:generate go tool so-wsdlgen generate
