package main

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// streaming has the row of a long list that is read from a server. Each way is a
// process of its own, and what a bare read loop takes is none of it.
func streaming() []shape {
	return []shape{&memoryRow{"peak memory of a response of 100 MB", func() ([]memoryVariant, error) {
		server := httptest.NewServer(http.HandlerFunc(servePlugins)) // lives as long as the program
		bare, err := peak("bare", server.URL)
		if err != nil {
			return nil, err
		}
		var variants []memoryVariant
		for _, way := range pluginReaders() {
			if way.name != "bare" {
				variants = append(variants, memoryVariant{way.name, func() (float64, error) {
					bytes, err := peak(way.name, server.URL)
					return bytes - bare, err
				}})
			}
		}
		return variants, nil
	}}}
}

// plugins is how many are in the response: 100 MB.
const plugins = 350_000

// servePlugins answers GetPlugins as WCF does.
func servePlugins(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	_, _ = fmt.Fprintf(w, `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>`+
		`<h:Succeeded xmlns:h="%[1]s">true</h:Succeeded></s:Header><s:Body><GetPluginsResponse xmlns="%[1]s">`+
		`<Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays">`, space)
	for i := range plugins {
		_, err := fmt.Fprintf(w, `<ProviderInfo><TableRight i:nil="true"/><FieldProperties i:nil="true"/><Name>Plugin for gateway %06d</Name>`+
			`<SupportedMessagingFormats><b:string>sms/160</b:string><b:string>sms/text</b:string><b:string>smtp/rfc822</b:string>`+
			`</SupportedMessagingFormats><SupportsConfig>true</SupportsConfig></ProviderInfo>`, i)
		if err != nil {
			return // the reader has gone
		}
	}
	_, _ = io.WriteString(w, `</Response></GetPluginsResponse></s:Body></s:Envelope>`)
}

// A pluginReader reads all plugins and returns how many there were.
type pluginReader struct {
	name string
	read func(url string) (int, error)
}

func pluginReaders() []pluginReader {
	return []pluginReader{
		{"so-wsdlgen, item by item", streamedPlugins},
		{"so-wsdlgen, whole", wholePlugins},
		{"encoding/xml, item by item", decodedPlugins},
		{"bare", barePlugins},
	}
}

// wholePlugins has all items in memory.
func wholePlugins(url string) (int, error) {
	client, err := services86.NewMessagingClient(url, services86.WithMaxResponse(1<<30))
	if err != nil {
		return 0, err
	}
	res, err := client.GetPlugins(context.Background(), nil)
	if err != nil {
		return 0, err
	}
	return len(res.Response), nil
}

// decodedPlugins is what one writes by hand for encoding/xml.
func decodedPlugins(url string) (int, error) {
	answer, err := http.Post(url, "text/xml", strings.NewReader(""))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	decoder, n := xml.NewDecoder(answer.Body), 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "ProviderInfo" {
			var item struct {
				Name           string
				Formats        []string `xml:"SupportedMessagingFormats>string"`
				SupportsConfig bool
			}
			if err := decoder.DecodeElement(&item, &start); err != nil {
				return 0, err
			}
			n++
		}
	}
}

// barePlugins reads and looks at nothing.
func barePlugins(url string) (int, error) {
	answer, err := http.Post(url, "text/xml", strings.NewReader(""))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return plugins, err
}

// peak is the most memory that a process had which read the plugins in one way.
func peak(way, url string) (float64, error) {
	cmd := exec.Command(os.Args[0], "-read", url, way)
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(strings.TrimSpace(string(printed)), 64)
}

// readPlugins is such a process.
func readPlugins(url, name string) error {
	for _, way := range pluginReaders() {
		if way.name != name {
			continue
		}
		n, err := way.read(url)
		if err != nil {
			return err
		}
		if n != plugins {
			return fmt.Errorf("read %d of %d plugins", n, plugins)
		}
		bytes, err := peakResident()
		fmt.Println(bytes)
		return err
	}
	return fmt.Errorf("no such way: %s", name)
}

// peakResident is the most memory that this process had. What wait4 returns is no
// use: it counts what the parent had when it began the process.
func peakResident() (int, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, fmt.Errorf("peak memory is known on Linux alone: %w", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kilobytes int
	_, err = fmt.Sscanf(rest, "%d kB", &kilobytes)
	return kilobytes << 10, err
}
