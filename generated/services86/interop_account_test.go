package services86_test

import (
	"encoding/json"
	"fmt"
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
		if v.IsNil() {
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
		if strings.HasSuffix(path, ".Mask") { // no flag may be told as null too
			v = nil
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

// A tally counts how a peer understood each field.
type tally struct {
	peer string
	// normal turns the JSON of a value into that of the value which the peer can't
	// tell from it; nil where it tells all apart.
	normal func(value string) string
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
	wanted, found := leaves(want), leaves(got)
	for path, value := range wanted {
		other, ok := found[path]
		if !ok {
			other = "null"
		}
		if c.normal != nil {
			value, other = c.normal(value), c.normal(other)
		}
		c.count(operation, path, value == other)
		if value != other {
			t.Errorf("%s %s: %s reads %.200s, not %.200s", operation, path, c.peer, other, value)
		}
	}
	for path, value := range found {
		_, ok := wanted[path]
		if ok || value == "null" {
			continue
		}
		c.count(operation, path, false)
		t.Errorf("%s %s: %s reads %.200s, which was not sent", operation, path, c.peer, value)
	}
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
		end := open + strings.IndexByte(path[open:], path[open]+2) // ] and } stand two after [ and {
		general.WriteString(path[:open+1])
		general.WriteByte(path[end])
		path = path[end+1:]
	}
	return general.String() + path
}

// String is a table of the counts, and their sum.
func (c *tally) String() string {
	keys := make([]tallyKey, 0, len(c.counts))
	for key := range c.counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b tallyKey) int {
		return strings.Compare(a.operation+" "+a.field, b.operation+" "+b.field)
	})
	var table strings.Builder
	table.WriteString("right of tried\n")
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	var sum tallyCount
	for _, key := range keys {
		n := c.counts[key]
		fmt.Fprintf(w, "%s\t%s\t%s\t%d of %d\n", c.peer, key.operation, key.field, n.right, n.tried)
		sum.right += n.right
		sum.tried += n.tried
	}
	fmt.Fprintf(w, "%s\t\tall fields\t%d of %d\n", c.peer, sum.right, sum.tried)
	_ = w.Flush() // writing to a strings.Builder does not fail
	return table.String()
}
