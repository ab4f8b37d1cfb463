// The conformance test of the generator puts this file into the packages that it
// generates of the corpus, beside one that has the function handlers.

package all

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A job is an envelope that is to be read into the generated types and written
// again.
type job struct {
	Action   string // of the operation whose request or response it is
	Response bool
	Envelope string
	Save     *save // what is to be written instead of what was read; nil for the same
}

// A save is a call that passes on what another has returned.
type save struct {
	Action string // of the operation that takes it
	Type   string // the Go type of what is passed on
	Field  string // the one of its fields that is changed; empty for none
	Value  string // to what
}

// A result is what has become of a job.
type result struct {
	Envelope string
	Err      string // what went wrong
	Strict   string // why a strict reader refuses the request; empty if it takes it
}

// TestJobs does the jobs in the file that CONFORMANCE_JOBS names and writes their
// results to CONFORMANCE_RESULTS.
func TestJobs(t *testing.T) {
	data, err := os.ReadFile(os.Getenv("CONFORMANCE_JOBS"))
	if err != nil {
		t.Fatal(err)
	}
	var jobs []job
	if err := json.Unmarshal(data, &jobs); err != nil {
		t.Fatal(err)
	}
	routes := map[string]route{}
	for _, h := range handlers() {
		for action, r := range h.(*handler).routes {
			routes[action] = r[0] // the operations of NetServer have actions of their own
		}
	}
	results := make([]result, len(jobs))
	for i, j := range jobs {
		if err := j.do(routes, &results[i]); err != nil {
			results[i].Err = err.Error()
		}
	}
	if data, err = json.Marshal(results); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(os.Getenv("CONFORMANCE_RESULTS"), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func (j job) do(routes map[string]route, res *result) (err error) {
	r, ok := routes[j.Action]
	if !ok {
		return errors.New("there is no such operation")
	}
	if !j.Response {
		return j.request(r, res)
	}
	response := emptyResponse(r)
	if err := read(j.Envelope, new(responseHeader), response, false); err != nil {
		return err
	}
	if j.Save == nil {
		res.Envelope, err = write(&r.operation.response, func(*writer) {}, response)
		return err
	}
	to, ok := routes[j.Save.Action]
	if !ok {
		return errors.New("there is no operation to save with")
	}
	request, err := j.Save.request(to, response)
	if err != nil {
		return err
	}
	return writeRequest(to, new(RequestHeader), request, res)
}

func (j job) request(r route, res *result) error {
	if err := read(j.Envelope, new(RequestHeader), r.request(), true); err != nil {
		res.Strict = err.Error()
	}
	header, request := new(RequestHeader), r.request()
	if err := read(j.Envelope, header, request, false); err != nil {
		return err
	}
	return writeRequest(r, header, request, res)
}

// writeRequest writes as a client does, and reads as a handler does.
func writeRequest(r route, header *RequestHeader, request object, res *result) (err error) {
	blocks := func(w *writer) { header.encodeBlocks(w, r.operation.requestBlocks) }
	if res.Envelope, err = write(&r.operation.request, blocks, request); err != nil {
		return err
	}
	return read(res.Envelope, new(RequestHeader), r.request(), true)
}

// emptyResponse is what the handler answers with when its agent has no response.
func emptyResponse(r route) object {
	res, _ := r.call(context.Background(), r.request()) // the agent is unimplemented
	return res.(object)
}

func read(envelope string, header, content object, strict bool) error {
	s := newScanner(strings.NewReader(envelope), maxRequest)
	defer s.release()
	s.strict = strict
	return s.readEnvelope(soap11, header.members(), func(place int) { header.decodeMember(s, place) }, func() {}, func() { decodeBody(s, content) })
}

func write(form *body, header func(*writer), content object) (string, error) {
	var w writer
	if w.envelope(form, header, content.(encodable)); w.err != nil {
		return "", w.err
	}
	return string(w.buf), nil
}

// request is the request that saves what is in a response.
func (s *save) request(to route, response object) (object, error) {
	held := fields(response, s.Type)
	request := to.request()
	places := fields(request, s.Type)
	if len(held) != 1 || len(places) != 1 {
		return nil, fmt.Errorf("%d of %s in the response, %d in the request", len(held), s.Type, len(places))
	}
	value := held[0]
	if value.Kind() == reflect.Slice {
		value = value.Index(0)
	}
	for value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface {
		value = value.Elem()
	}
	if s.Field != "" {
		if err := set(value.FieldByName(s.Field), s.Value); err != nil {
			return nil, err
		}
	}
	put(places[0], value)
	return request, nil
}

// fields are the fields of a message that hold values of a type, alone or in a list.
func fields(message object, name string) (found []reflect.Value) {
	v := reflect.ValueOf(message).Elem()
	for i := range v.NumField() {
		t := v.Field(i).Type()
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Name() == name || t.Kind() == reflect.Interface && t.Name() == "Any"+name {
			found = append(found, v.Field(i))
		}
	}
	return found
}

// put stores a struct in a field that holds such structs.
func put(into, value reflect.Value) {
	switch into.Kind() {
	case reflect.Slice:
		into.Set(reflect.MakeSlice(into.Type(), 1, 1))
		put(into.Index(0), value)
	case reflect.Pointer, reflect.Interface:
		into.Set(value.Addr())
	default:
		into.Set(value)
	}
}

// set stores a value in a field, by its text.
func set(field reflect.Value, text string) error {
	if field.Kind() == reflect.Pointer {
		field.Set(reflect.New(field.Type().Elem()))
		field = field.Elem()
	}
	switch field.Kind() {
	case reflect.String:
		field.SetString(text)
	case reflect.Bool:
		field.SetBool(text == "true")
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		field.SetInt(n)
		return err
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := strconv.ParseUint(text, 10, 64)
		field.SetUint(n)
		return err
	case reflect.Float32, reflect.Float64:
		v, err := strconv.ParseFloat(text, 64)
		field.SetFloat(v)
		return err
	case reflect.Struct:
		v, err := time.Parse("2006-01-02T15:04:05", text)
		field.Set(reflect.ValueOf(v))
		return err
	default:
		return fmt.Errorf("a field of type %s can't be set", field.Type())
	}
	return nil
}
