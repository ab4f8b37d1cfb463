package generator_test

import (
	"go/scanner"
	"go/token"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

var (
	documentation = regexp.MustCompile(`(?s)<(wsdl|xs):documentation>.*?</(wsdl|xs):documentation>`)
	betweenTags   = regexp.MustCompile(`>\s+<`)
	comments      = regexp.MustCompile(`(?s)<!--.*?-->`)
	enumeration   = regexp.MustCompile(`<xs:enumeration value="([^"]*)"/>`)
)

// The vendor's files have no documentation and no line breaks, and tell .NET facts
// of enumerations. The code is the same, comments aside.
func TestPublishedFormGivesTheSameCode(t *testing.T) {
	sources := ownSources(t)
	published := make([]generator.Source, len(sources))
	for i, s := range sources {
		text := comments.ReplaceAll(s.Data, nil)
		text = documentation.ReplaceAll(text, nil)
		text = betweenTags.ReplaceAll(text, []byte("><"))
		text = enumeration.ReplaceAll(text, []byte(`<xs:enumeration value="$1"><xs:annotation><xs:appinfo>`+
			`<EnumerationValue xmlns="http://schemas.microsoft.com/2003/10/Serialization/">1</EnumerationValue>`+
			`</xs:appinfo></xs:annotation></xs:enumeration>`))
		if len(text) >= len(s.Data) {
			t.Fatalf("%s lost nothing", s.Name)
		}
		published[i] = s
		published[i].Data = text
	}
	for _, server := range []bool{false, true} {
		opts := generator.Options{Package: "services86", Server: server}
		ours, err := generator.Generate(sources, opts)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := generator.Generate(published, opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tokens(ours), tokens(theirs)); diff != "" {
			t.Errorf("ours (-) and published (+):\n%s", diff)
		}
	}
}

// tokens is the code of each file without comments and white space.
func tokens(result *generator.Result) map[string][]string {
	all := map[string][]string{}
	for _, file := range result.Files {
		var s scanner.Scanner
		s.Init(token.NewFileSet().AddFile(file.Name, -1, len(file.Content)), file.Content, nil, 0)
		for {
			_, kind, text := s.Scan()
			if kind == token.EOF {
				break
			}
			all[file.Name] = append(all[file.Name], kind.String()+" "+text)
		}
	}
	return all
}
