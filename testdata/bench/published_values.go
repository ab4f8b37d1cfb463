//go:build corpus

package main

import (
	"bytes"
	"fmt"
	"reflect"
	"time"

	"github.com/hooklift/gowsdl/soap"
)

// A filler sets all fields of a value but the carriers, each to another value.
type filler struct{ n int }

// fill leaves nil what lies deeper, for some types hold themselves.
func (f *filler) fill(v reflect.Value, depth int) {
	f.n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("Text%d", f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(f.n))
	case reflect.Float64:
		v.SetFloat(float64(f.n) + 0.5)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2024, 2, 29, 10, 15, 0, f.n*100, time.UTC)))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "Carrier" { // a server writes most of them as nil
				f.fill(v.Field(i), depth)
			}
		}
	default:
		if depth > 0 {
			f.fillNested(v, depth-1)
		}
	}
}

func (f *filler) fillNested(v reflect.Value, depth int) {
	t := v.Type()
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		f.fill(v.Elem(), depth)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 2, 2))
		for i := range v.Len() {
			f.fill(v.Index(i), depth)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for range 3 {
			key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
			f.fill(key, depth)
			f.fill(value, depth)
			v.SetMapIndex(key, value)
		}
	}
}

// withNilCarriers puts the two elements with which each carrier begins into a
// document, nil as a server mostly writes them.
func withNilCarriers(document []byte, t reflect.Type) []byte {
	names := make(map[string]bool)
	carriers(t, "", names, make(map[reflect.Type]bool))
	for name := range names {
		tag := []byte("<" + name + ">")
		document = bytes.ReplaceAll(document, tag, append(tag, `<TableRight i:nil="true"/><FieldProperties i:nil="true"/>`...))
	}
	return document
}

// carriers collects the names of the elements that are carriers: that of the
// field, or that of the type for an item of a list.
func carriers(t reflect.Type, name string, names map[string]bool, seen map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer:
		carriers(t.Elem(), name, names, seen)
	case reflect.Slice:
		carriers(t.Elem(), t.Elem().Name(), names, seen)
	case reflect.Struct:
		if _, ok := t.FieldByName("Carrier"); ok {
			names[name] = true
		}
		if seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			carriers(t.Field(i).Type, t.Field(i).Name, names, seen)
		}
	}
}

// convert sets a value of a generated type to what another package has read. What
// it reads nil as, a pointer to an empty value, is nil again.
func convert(to, from reflect.Value) {
	if to.Type() == from.Type() {
		to.Set(from)
		return
	}
	if from.Kind() == reflect.Pointer {
		if !from.IsNil() {
			convert(to, from.Elem())
		}
		return
	}
	if date, ok := from.Interface().(soap.XSDDateTime); ok {
		read := date.ToGoTime() // in the local zone, for it has none
		to.Set(reflect.ValueOf(time.Date(read.Year(), read.Month(), read.Day(),
			read.Hour(), read.Minute(), read.Second(), read.Nanosecond(), time.UTC)))
		return
	}
	switch to.Kind() {
	case reflect.Pointer:
		value := reflect.New(to.Type().Elem())
		convert(value.Elem(), from)
		if !value.Elem().IsZero() {
			to.Set(value)
		}
	case reflect.Struct:
		for i := range to.NumField() {
			if field := from.FieldByName(to.Type().Field(i).Name); field.IsValid() {
				convert(to.Field(i), field)
			}
		}
	case reflect.Slice:
		list := items(from)
		if list.Len() == 0 {
			return
		}
		to.Set(reflect.MakeSlice(to.Type(), list.Len(), list.Len()))
		for i := range list.Len() {
			convert(to.Index(i), list.Index(i))
		}
	case reflect.Map:
		list := items(from)
		if list.Len() == 0 {
			return
		}
		to.Set(reflect.MakeMap(to.Type()))
		for i := range list.Len() {
			key, value := reflect.New(to.Type().Key()).Elem(), reflect.New(to.Type().Elem()).Elem()
			convert(key, list.Index(i).FieldByName("Key"))
			convert(value, list.Index(i).FieldByName("Value"))
			to.SetMapIndex(key, value)
		}
	default:
		to.Set(from.Convert(to.Type()))
	}
}

// items is a slice, or the one field of a struct that holds it.
func items(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Struct {
		return v.Field(0)
	}
	return v
}
