package services86_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// account tells of a value as the servers and clients of testdata/interop do, in
// the form of encoding/json: an object field by field, a list as an array, a
// dictionary as an object, flags as an array of names, nil as null.
func account(v any) any {
	return accountOf(reflect.ValueOf(v))
}

func accountOf(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return accountOf(v.Elem())
	case reflect.Struct:
		object := make(map[string]any)
		accountFields(object, v)
		return object
	case reflect.Slice:
		isFlags := v.Type().Elem().Kind() == reflect.String && v.Type().Elem() != reflect.TypeFor[string]()
		if v.IsNil() && !isFlags {
			return nil
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = accountOf(v.Index(i))
		}
		return list
	case reflect.Map:
		if v.IsNil() {
			return nil
		}
		dictionary := make(map[string]any)
		for key, value := range v.Seq2() {
			dictionary[key.String()] = accountOf(value)
		}
		return dictionary
	case reflect.String:
		return v.String()
	}
	return v.Interface()
}

func accountFields(object map[string]any, v reflect.Value) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case field.Anonymous: // a base type
			accountFields(object, v.Field(i))
		case field.Type != reflect.TypeFor[services86.ResponseHeader]():
			object[field.Name] = accountOf(v.Field(i))
		}
	}
}

// headerAccount is the account of a request's header: what is not set is null, and
// Blocks names the blocks that are sent.
func headerAccount(h services86.RequestHeader) any {
	all := account(h).(map[string]any)
	if h.ApplicationToken == "" {
		all["ApplicationToken"] = nil
	}
	blocks := []any{}
	for _, name := range []string{"ApplicationToken", "Credentials", "TimeZone"} {
		if all[name] != nil {
			blocks = append(blocks, name)
		}
	}
	all["Blocks"] = blocks
	return all
}

// parseAccount reads an account that a server or client gave as text.
func parseAccount(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("not an account: %v\n%.500s", err, text)
	}
	return v
}

// leaves has the values of an account by path, as JSON; a container is one only
// where it is empty.
func leaves(v any) map[string]string {
	all := make(map[string]string)
	collectLeaves(all, "", v)
	return all
}

func collectLeaves(all map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			switch {
			case isDictionary(path):
				name = path + "{" + name + "}"
			case path != "":
				name = path + "." + name
			}
			collectLeaves(all, name, member)
		}
		if len(v) > 0 {
			return
		}
	case []any:
		for i, item := range v {
			collectLeaves(all, fmt.Sprintf("%s[%d]", path, i), item)
		}
		if len(v) > 0 {
			return
		}
		if strings.HasSuffix(path, ".Mask") { // no flag is told as null too
			all[path] = "null"
			return
		}
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // accounts are made of JSON's own types
	}
	all[path] = string(text)
}

func isDictionary(path string) bool {
	return slices.ContainsFunc([]string{"Config", "FieldProperties", "Parameters", "ExtraInfo"}, func(field string) bool {
		return strings.HasSuffix(path, field)
	})
}

// A tally counts how a peer, the reader, understood each field.
type tally struct {
	peer string
	// reads turns the JSON of a value into that of what the peer takes it for; nil
	// where it reads all as it is.
	reads  func(value string) string
	counts map[tallyKey]*tallyCount
}

type tallyKey struct{ operation, field string }

type tallyCount struct{ right, tried int }

// newTally makes a tally that is logged when the test has ended.
func newTally(t *testing.T, peer string) *tally {
	c := &tally{peer: peer, counts: make(map[tallyKey]*tallyCount)}
	t.Cleanup(func() { t.Log(c) })
	return c
}

// compare holds what a peer told of an operation against what is true, field by
// field. What a peer does not tell is null.
func (c *tally) compare(t *testing.T, operation string, want, got any) {
	t.Helper()
	wanted, found := c.leaves(want), c.leaves(got)
	for path, value := range wanted {
		other, ok := found[path]
		if !ok {
			other = "null"
		}
		c.count(operation, path, value == other)
		if value != other {
			t.Errorf("%s %s: %s reads %.200s, not %.200s", operation, path, c.peer, other, value)
		}
	}
	for path, value := range found {
		_, ok := wanted[path]
		if ok || value == "null" || path == "" { // a message that tells of nulls may be empty
			continue
		}
		c.count(operation, path, false)
		t.Errorf("%s %s: %s reads %.200s, which was not sent", operation, path, c.peer, value)
	}
}

// leaves has the leaves of an account as the peer may tell of them.
func (c *tally) leaves(v any) map[string]string {
	all := leaves(v)
	if c.reads != nil {
		for path, value := range all {
			all[path] = c.reads(value)
		}
	}
	return all
}

func (c *tally) count(operation, path string, right bool) {
	key := tallyKey{operation, generalPath(path)}
	n := c.counts[key]
	if n == nil {
		n = new(tallyCount)
		c.counts[key] = n
	}
	n.tried++
	if right {
		n.right++
	}
}

// generalPath is a path without the numbers of items and the keys of dictionaries.
func generalPath(path string) string {
	var general strings.Builder
	for path != "" {
		open := strings.IndexAny(path, "[{")
		if open < 0 {
			break
		}
		closing := map[byte]string{'[': "]", '{': "}"}[path[open]]
		general.WriteString(path[:open+1] + closing)
		_, path, _ = strings.Cut(path[open:], closing)
	}
	return general.String() + path
}

// String is a table of the counts: a line for each field, and one for each operation.
func (c *tally) String() string {
	keys := slices.SortedFunc(maps.Keys(c.counts), func(a, b tallyKey) int {
		return cmp.Or(cmp.Compare(a.operation, b.operation), cmp.Compare(a.field, b.field))
	})
	var table strings.Builder
	table.WriteString("right of tried\n")
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	var sum tallyCount
	for i, key := range keys {
		n := c.counts[key]
		fmt.Fprintf(w, "%s\t%s\t%s\t%d of %d\n", c.peer, key.operation, key.field, n.right, n.tried)
		sum.right += n.right
		sum.tried += n.tried
		if i+1 == len(keys) || keys[i+1].operation != key.operation {
			fmt.Fprintf(w, "%s\t%s\tall fields\t%d of %d\n", c.peer, key.operation, sum.right, sum.tried)
			sum = tallyCount{}
		}
	}
	_ = w.Flush() // writing to a strings.Builder does not fail
	return table.String()
}
