package services86_test

import (
	"bytes"
	"encoding/base64"
	encodingxml "encoding/xml"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// expected are the tokens of a message as the contract has them, made from the value
// by reflection and read by encoding/xml: no code of the package takes part.
type expected []string

const (
	nsArrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
	nsKeys   = "http://schemas.datacontract.org/2004/07/System.Security.Cryptography"
	nsXSI    = "http://www.w3.org/2001/XMLSchema-instance"
)

// entryNames are the elements of a dictionary's entries, by the dictionary's name.
var entryNames = map[string]string{
	"Config": "StringKeyValuePair", "AuthenticationData": "AuthenticationGenericDataKeyValuePair",
	"FieldProperties": "FieldPropertyDictionaryKeyValuePair",
	"ExtraInfo":       "ExtraInfoNameValuePair", "Parameters": "SoExceptionInfoParametersKeyValuePair",
}

func (e *expected) open(space, local string) { *e = append(*e, "<"+space+" "+local) }
func (e *expected) null(space, local string) { *e = append(*e, "<"+space+" "+local+" nil", ">") }
func (e *expected) close()                   { *e = append(*e, ">") }
func (e *expected) leaf(space, local, text string) {
	e.open(space, local)
	if text != "" {
		*e = append(*e, strconv.Quote(text))
	}
	e.close()
}

// envelope adds an envelope; a header without blocks is left out.
func (e *expected) envelope(blocks func(), wrapper string, v reflect.Value) {
	e.open(soap11, "Envelope")
	e.open(soap11, "Header")
	before := len(*e)
	if blocks(); len(*e) == before {
		*e = (*e)[:before-1]
	} else {
		e.close()
	}
	e.open(soap11, "Body")
	e.open(ns, wrapper)
	e.fields(ns, v)
	e.close()
	e.close()
	e.close()
}

// blocks adds the header of a request: what is not set is left out.
func (e *expected) blocks(h services86.RequestHeader) {
	if h.ApplicationToken != "" {
		e.leaf(ns, "ApplicationToken", h.ApplicationToken)
	}
	e.value(ns, "Credentials", reflect.ValueOf(h.Credentials))
	e.value(ns, "TimeZone", reflect.ValueOf(h.TimeZone))
}

// outcome adds the header of a response after a success: what is not set is nil.
func (e *expected) outcome(h services86.ResponseHeader) {
	e.null(ns, "ExceptionInfo")
	e.orNil(ns, "ExtraInfo", reflect.ValueOf(h.ExtraInfo))
	e.leaf(ns, "Succeeded", "true")
	e.orNil(ns, "TimeZone", reflect.ValueOf(h.TimeZone))
}

// fields adds the elements of a struct, those of its base type first.
func (e *expected) fields(space string, v reflect.Value) {
	if v.Type() == reflect.TypeFor[services86.DSAParameters]() {
		space = nsKeys
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case field.Anonymous:
			e.fields(space, v.Field(i))
		case field.Type == reflect.TypeFor[services86.ResponseHeader]():
		case space == nsKeys: // the schema wants them all
			e.orNil(space, field.Name, v.Field(i))
		default:
			e.value(space, field.Name, v.Field(i))
		}
	}
}

// orNil adds an element that must not be left out.
func (e *expected) orNil(space, local string, v reflect.Value) {
	if kind := v.Kind(); (kind == reflect.Pointer || kind == reflect.Map || kind == reflect.Slice) && v.IsNil() {
		e.null(space, local)
		return
	}
	e.value(space, local, v)
}

// value adds an element, or nothing for what is left out: nil, and an enumeration's
// zero value.
func (e *expected) value(space, local string, v reflect.Value) {
	switch kind := v.Kind(); {
	case kind == reflect.Pointer && v.IsNil(), kind == reflect.Slice && v.IsNil(), kind == reflect.Map && v.IsNil():
	case kind == reflect.Pointer:
		e.value(space, local, v.Elem())
	case v.Type() == reflect.TypeFor[time.Time]():
		e.leaf(space, local, v.Interface().(time.Time).Format("2006-01-02T15:04:05.9999999"))
	case kind == reflect.Struct:
		e.open(space, local)
		e.fields(space, v)
		e.close()
	case kind == reflect.Slice:
		e.list(space, local, v)
	case kind == reflect.Map:
		e.open(space, local)
		for _, key := range slices.Sorted(maps.Keys(keysOf(v))) {
			e.open(space, entryNames[local])
			e.leaf(space, "Key", key)
			e.orNil(space, "Value", v.MapIndex(reflect.ValueOf(key)))
			e.close()
		}
		e.close()
	case kind == reflect.String && v.Len() == 0 && v.Type() != reflect.TypeFor[string]():
	default:
		e.leaf(space, local, fmt.Sprint(v.Interface()))
	}
}

// list adds a slice: one of bytes or flags is text, and items are named after their
// type.
func (e *expected) list(space, local string, v reflect.Value) {
	if data, ok := v.Interface().([]byte); ok {
		e.leaf(space, local, base64.StdEncoding.EncodeToString(data))
		return
	}
	if isAtomic(v.Type()) {
		e.leaf(space, local, strings.Trim(fmt.Sprint(v.Interface()), "[]"))
		return
	}
	itemSpace, item := nsArrays, map[reflect.Kind]string{reflect.String: "string", reflect.Int32: "int"}[v.Type().Elem().Kind()]
	if item == "" {
		itemSpace, item = ns, v.Type().Elem().Name()
	}
	e.open(space, local)
	for i := range v.Len() {
		e.value(itemSpace, item, v.Index(i))
	}
	e.close()
}

func keysOf(dictionary reflect.Value) map[string]bool {
	keys := make(map[string]bool)
	for key := range dictionary.Seq2() {
		keys[key.String()] = true
	}
	return keys
}

// compare holds a message against what is expected.
func (e *expected) compare(t *testing.T, message []byte) {
	t.Helper()
	got, err := tokensOf(message)
	if err != nil {
		t.Fatalf("%v in %s", err, message)
	}
	for i, want := range *e {
		if i >= len(got) || got[i] != want {
			t.Fatalf("token %d: want %s, got %s in\n%s", i, want, got[min(i, len(got)):min(i+3, len(got))], message)
		}
	}
	if len(got) > len(*e) {
		t.Fatalf("more than is wanted: %s in\n%s", got[len(*e)], message)
	}
}

// tokensOf reads a message with encoding/xml.
func tokensOf(message []byte) (expected, error) {
	var tokens expected
	for d := encodingxml.NewDecoder(bytes.NewReader(message)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return tokens, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case encodingxml.StartElement:
			tokens.open(token.Name.Space, token.Name.Local)
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					isNil := a.Name.Space == nsXSI && a.Name.Local == "nil" && a.Value == "true"
					tokens[len(tokens)-1] += map[bool]string{true: " nil", false: " " + a.Name.Local}[isNil]
				}
			}
		case encodingxml.CharData:
			tokens = append(tokens, strconv.Quote(string(token)))
		case encodingxml.EndElement:
			tokens.close()
		default:
			return nil, fmt.Errorf("a %T", token)
		}
	}
}
