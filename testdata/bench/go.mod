module github.com/so-wsdlgen/so-wsdlgen/testdata/bench

go 1.24.0

require (
	github.com/hooklift/gowsdl v0.5.0
	github.com/so-wsdlgen/so-wsdlgen v0.0.0
)

replace github.com/so-wsdlgen/so-wsdlgen => ../..
