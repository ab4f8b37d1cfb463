//go:build corpus

package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/bench/crm"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/bench/gowsdl/archive"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/bench/gowsdl/contact"
)

// published has the rows of agents whose WSDLs are not in the repository: command
// start generates their packages.
func published() []shape {
	return []shape{
		&row{name: "decode a contact", prepare: contactVariants},
		&row{name: "decode 10000 archive rows", prepare: archiveVariants},
	}
}

// contactVariants read an entity with all that hangs on it. Of gowsdl's package
// the types alone are there: its client has the name of one of them.
func contactVariants() ([]variant, error) {
	res := new(crm.GetContactEntityResponse)
	new(filler).fill(reflect.ValueOf(&res.Response).Elem(), 4)
	served := &server{handler: crm.NewContactHandler(contactAgent{res: res})}
	client, err := crm.NewContactClient("http://bench.example", crm.WithHTTPClient(served.client()))
	if err != nil {
		return nil, err
	}
	if _, err := client.GetContactEntity(context.Background(), nil); err != nil {
		return nil, err
	}
	return readings(withNilCarriers(served.answer, reflect.TypeOf(*res)), res.Response, []reading{
		{"so-wsdlgen", func(r io.Reader) (any, error) {
			res, err := crm.DecodeContact(r)
			return res.Response, err
		}},
		{"gowsdl's types", func(r io.Reader) (any, error) {
			res := new(contact.GetContactEntityResponse)
			err := gowsdlDecodeInto(r, res)
			return res.Response, err
		}},
	})
}

type contactAgent struct {
	crm.UnimplementedContactAgent
	res *crm.GetContactEntityResponse
}

func (a contactAgent) GetContactEntity(context.Context, *crm.GetContactEntityRequest) (*crm.GetContactEntityResponse, error) {
	return a.res, nil
}

// archiveVariants read many rows, each of them a dictionary of columns.
func archiveVariants() ([]variant, error) {
	res := &crm.GetArchiveListByColumns2Response{Response: archiveRows(10_000)}
	served := &server{handler: crm.NewArchiveHandler(archiveAgent{res: res})}
	client, err := crm.NewArchiveClient("http://bench.example", crm.WithHTTPClient(served.client()))
	if err != nil {
		return nil, err
	}
	if _, err := client.GetArchiveListByColumns2(context.Background(), nil); err != nil {
		return nil, err
	}
	return readings(withNilCarriers(served.answer, reflect.TypeOf(*res)), res.Response, []reading{
		{"so-wsdlgen", func(r io.Reader) (any, error) {
			res, err := crm.DecodeRows(r)
			return res.Response, err
		}},
		{"gowsdl", func(r io.Reader) (any, error) {
			res := new(archive.GetArchiveListByColumns2Response)
			err := gowsdlDecodeInto(r, res)
			return res.Response, err
		}},
		{"plain structs", func(r io.Reader) (any, error) {
			res := new(plainRows)
			err := xml.NewDecoder(r).Decode(res)
			return res.Rows, err
		}},
	})
}

type archiveAgent struct {
	crm.UnimplementedArchiveAgent
	res *crm.GetArchiveListByColumns2Response
}

func (a archiveAgent) GetArchiveListByColumns2(context.Context, *crm.GetArchiveListByColumns2Request) (*crm.GetArchiveListByColumns2Response, error) {
	return a.res, nil
}

// archiveRows are rows of twelve columns.
func archiveRows(n int) []crm.ArchiveListItem {
	columns := []string{
		"contactId", "nameDepartment", "orgnr", "category", "business", "country",
		"postAddress/city", "phone/formattedNumber", "email/emailAddress", "associate/fullName", "registeredDate", "stop",
	}
	rows := make([]crm.ArchiveListItem, n)
	for i := range rows {
		data := make(map[string]*crm.ArchiveColumnData, len(columns))
		for _, column := range columns {
			data[column] = &crm.ArchiveColumnData{DisplayValue: fmt.Sprintf("%s of %d", column, i), LinkHint: "contact"}
		}
		rows[i] = crm.ArchiveListItem{EntityName: "contact", PrimaryKey: int32(i + 1), ColumnData: data, LinkHint: "contact"}
	}
	return rows
}

// plainRows is written by hand for encoding/xml.
type plainRows struct {
	Rows []struct {
		EntityName string
		PrimaryKey int32
		ColumnData []struct {
			Key   string
			Value struct{ DisplayValue, TooltipHint, LinkHint string }
		} `xml:"ColumnData>ColumnDataKeyValuePair"`
		LinkHint, StyleHint string
	} `xml:"Body>GetArchiveListByColumns2Response>Response>ArchiveListItem"`
}

// A server answers calls without a network and keeps the answer.
type server struct {
	handler http.Handler
	answer  []byte
}

func (s *server) client() *http.Client { return &http.Client{Transport: s} }

// RoundTrip serves a request.
func (s *server) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, req)
	s.answer = bytes.Clone(w.Body.Bytes())
	return w.Result(), nil
}

// A reading is a way to read a document.
type reading struct {
	name string
	read func(io.Reader) (any, error)
}

// readings are the variants of a row once all of them have read what is wanted.
func readings(document []byte, want any, ways []reading) ([]variant, error) {
	var variants []variant
	for _, way := range ways {
		read, err := way.read(bytes.NewReader(document))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", way.name, err)
		}
		got := reflect.New(reflect.TypeOf(want)).Elem()
		convert(got, reflect.ValueOf(read))
		if !reflect.DeepEqual(got.Interface(), want) {
			return nil, fmt.Errorf("%s has not read what was written", way.name)
		}
		source := new(bytes.Reader)
		variants = append(variants, variant{way.name, func() error {
			source.Reset(document)
			_, err := way.read(source)
			return err
		}})
	}
	return append(variants, limits(document)...), nil
}
