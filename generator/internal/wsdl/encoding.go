package wsdl

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// toUTF8 takes the byte order mark off a document, and turns UTF-16 into
// UTF-8. Known is the encoding that the bytes show, or empty where only the
// XML declaration can tell.
func toUTF8(data []byte) (text []byte, known string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return data[3:], "UTF-8", nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		text, err = fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		text, err = fromUTF16(data[2:], binary.BigEndian)
	case bytes.HasPrefix(data, []byte("<\x00?\x00")):
		text, err = fromUTF16(data, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\x00<\x00?")):
		text, err = fromUTF16(data, binary.BigEndian)
	default:
		return data, "", nil
	}
	return text, "UTF-16", err
}

func fromUTF16(data []byte, order binary.ByteOrder) ([]byte, error) {
	malformed := errors.New("is not well-formed UTF-16: save it as UTF-8")
	if len(data)%2 != 0 {
		return nil, malformed
	}
	text := make([]byte, 0, len(data))
	for i := 0; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			if i += 2; i == len(data) {
				return nil, malformed
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(data[i:]))); r == utf8.RuneError {
				return nil, malformed
			}
		}
		text = utf8.AppendRune(text, r)
	}
	return text, nil
}

// charsetReader returns what xml.Decoder asks for when a document declares an
// encoding other than UTF-8. Known is the result of toUTF8.
func charsetReader(known string) func(label string, r io.Reader) (io.Reader, error) {
	return func(label string, r io.Reader) (io.Reader, error) {
		switch {
		case known != "" && strings.HasPrefix(strings.ToUpper(label), known):
			return r, nil // transcoded already; the label may go on with the byte order
		case known != "":
			return nil, charsetError(fmt.Sprintf("the file is %s but declares the encoding %q: correct the declaration", known, label))
		case len(label) >= len("utf-16") && strings.EqualFold(label[:len("utf-16")], "utf-16"):
			return nil, charsetError(fmt.Sprintf("the file declares the encoding %q and is not in it: correct the declaration", label))
		case strings.EqualFold(label, "us-ascii"):
			return r, nil
		case strings.EqualFold(label, "iso-8859-1"):
			return latin1Reader{r}, nil
		}
		return nil, charsetError(fmt.Sprintf("the encoding %q is not supported: save the file as UTF-8", label))
	}
}

// A charsetError is a message of charsetReader; xml.Decoder wraps it.
type charsetError string

func (e charsetError) Error() string { return string(e) }

// A latin1Reader turns ISO-8859-1 into UTF-8.
type latin1Reader struct{ r io.Reader }

func (l latin1Reader) Read(p []byte) (int, error) {
	if len(p) < 2 {
		return 0, io.ErrShortBuffer
	}
	in := make([]byte, len(p)/2) // each byte becomes two at most
	n, err := l.r.Read(in)
	out := p[:0]
	for _, b := range in[:n] {
		out = utf8.AppendRune(out, rune(b))
	}
	return len(out), err
}
