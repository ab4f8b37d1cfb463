package runtime

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"testing"
)

// statusResponse is a response to SendMessages with n statuses, as WCF writes it.
func statusResponse(n int) []byte {
	b := []byte(`<s:Envelope xmlns:s="` + soap11 + `"><s:Header>` +
		`<h:ExceptionInfo i:nil="true" xmlns:h="` + namespaceStandIn + `" xmlns:i="` + xsi + `"/>` +
		`<h:Succeeded xmlns:h="` + namespaceStandIn + `">true</h:Succeeded></s:Header><s:Body>` +
		`<SendMessagesResponse xmlns="` + namespaceStandIn + `"><Response xmlns:i="` + xsi + `">`)
	for i := range n {
		b = append(b, `<MessageDeliveryStatus><Status>`...)
		b = strconv.AppendInt(b, int64(i%5), 10)
		b = append(b, `</Status><StatusDescription>`...)
		b = append(b, [...]string{"Delivered to handset", "Queued", "Failed: number unknown &amp; rejected"}[i%3]...)
		b = append(b, `</StatusDescription><MessagingId>`...)
		b = strconv.AppendInt(b, int64(1_000_000+i*7919), 10)
		b = append(b, `</MessagingId></MessageDeliveryStatus>`...)
	}
	return append(b, `</Response></SendMessagesResponse></s:Body></s:Envelope>`...)
}

type deliveryStatus struct {
	Status            int32
	StatusDescription string
	MessagingId       int32
}

// readStatuses reads a statusResponse the way generated code would.
func readStatuses(r io.Reader) ([]deliveryStatus, error) {
	s := newScanner(r, 64<<20)
	defer s.release()
	var list []deliveryStatus
	s.root()
	for s.child() {
		if !s.is(soap11, "Body") {
			s.skip()
			continue
		}
		for s.child() {
			for s.child() {
				for s.child() {
					list = append(list, deliveryStatus{})
					v := &list[len(list)-1]
					for s.child() {
						switch {
						case s.is(namespaceStandIn, "Status"):
							s.int32(&v.Status)
						case s.is(namespaceStandIn, "StatusDescription"):
							s.string(&v.StatusDescription)
						case s.is(namespaceStandIn, "MessagingId"):
							s.int32(&v.MessagingId)
						default:
							s.skip()
						}
					}
				}
			}
		}
	}
	return list, s.finish()
}

// BenchmarkScanner compares the scanner with encoding/xml: its bare tokens, and
// its reading into the same structs.
func BenchmarkScanner(b *testing.B) {
	for _, n := range []int{1, 100, 1000, 10000} {
		doc := statusResponse(n)
		run := func(name string, read func() error) {
			b.Run(strconv.Itoa(n)+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(doc)))
				b.ReportAllocs()
				for b.Loop() {
					if err := read(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run("scanner", func() error {
			_, err := readStatuses(bytes.NewReader(doc))
			return err
		})
		run("scanner skipping", func() error {
			s := newScanner(bytes.NewReader(doc), 64<<20)
			defer s.release()
			s.root()
			s.skip()
			return s.finish()
		})
		run("xml tokens", func() error {
			d := xml.NewDecoder(bytes.NewReader(doc))
			for {
				if _, err := d.Token(); err == io.EOF {
					return nil
				} else if err != nil {
					return err
				}
			}
		})
		run("xml structs", func() error {
			var v struct {
				List []deliveryStatus `xml:"Body>SendMessagesResponse>Response>MessageDeliveryStatus"`
			}
			return xml.NewDecoder(bytes.NewReader(doc)).Decode(&v)
		})
		run("finding tags", func() error {
			for rest := doc; ; {
				i := bytes.IndexByte(rest, '<')
				if i < 0 {
					return nil
				}
				rest = rest[i+1:]
			}
		})
	}
}
