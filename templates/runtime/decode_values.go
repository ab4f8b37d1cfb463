package runtime

import "time"

// The value readers. Each consumes the current element, which root or child has
// just opened, and stores its value. White space around it does not count, but
// in a string.
//
// An empty or nil element is the zero value, as text that is no such value is an
// error. A strict scanner refuses all three; but a string may be empty or nil,
// and so may bytes.

// Short strings share chunks of memory: a document of many small strings costs
// few allocations. A longer string has memory of its own, so that it is not held
// by its neighbours.
const (
	maxShared     = 512
	smallestChunk = 1 << 10
	largestChunk  = 32 << 10
)

// string reads character data as it is. Nil is "".
func (s *scanner) string(v *string) {
	*v = ""
	if s.null() {
		s.skipNil()
		return
	}
	if b := s.text(); s.err == nil {
		*v = s.share(b)
	}
}

// share returns b as a string.
func (s *scanner) share(b []byte) string {
	if len(b) > maxShared {
		return string(b)
	}
	start := s.shared.Len()
	if s.shared.Cap()-start < len(b) {
		// Of a small document no more is left than what the window holds.
		size := max(2*s.shared.Cap(), min(len(b)+s.buffered(), smallestChunk))
		s.shared.Reset()
		s.shared.Grow(min(size, largestChunk))
		start = 0
	}
	s.shared.Write(b)
	return s.shared.String()[start:]
}

func (s *scanner) bool(v *bool) { *v = scalar(s, parseBool, "not a boolean") }

func (s *scanner) int8(v *int8)   { *v = int8(s.signed(8, "not a byte")) }
func (s *scanner) int16(v *int16) { *v = int16(s.signed(16, "not a short")) }
func (s *scanner) int32(v *int32) { *v = int32(s.signed(32, "not an int")) }
func (s *scanner) int64(v *int64) { *v = s.signed(64, "not a long") }

func (s *scanner) uint8(v *uint8)   { *v = uint8(s.unsigned(8, "not an unsignedByte")) }
func (s *scanner) uint16(v *uint16) { *v = uint16(s.unsigned(16, "not an unsignedShort")) }
func (s *scanner) uint32(v *uint32) { *v = uint32(s.unsigned(32, "not an unsignedInt")) }
func (s *scanner) uint64(v *uint64) { *v = s.unsigned(64, "not an unsignedLong") }

func (s *scanner) float32(v *float32) { *v = float32(s.float(32, "not a float")) }
func (s *scanner) float64(v *float64) { *v = s.float(64, "not a double") }

// dateTime reads a clock reading, which is in time.UTC. An offset is dropped.
func (s *scanner) dateTime(v *time.Time) { *v = scalar(s, parseDateTime, "not a dateTime") }

// duration reads an xs:duration without years and months.
func (s *scanner) duration(v *time.Duration) {
	*v = scalar(s, parseDuration, "not a duration in range")
}

// bytes reads base64. Nil is nil; an empty element is empty, not nil.
func (s *scanner) bytes(v *[]byte) {
	*v = nil
	if s.skipNil() {
		return
	}
	b := s.text()
	if s.err != nil {
		return
	}
	decoded, ok := parseBase64(b)
	if !ok {
		s.failValue("not base64")
		return
	}
	*v = decoded
}

func (s *scanner) signed(bits int, wrong string) int64 {
	return scalar(s, func(b []byte) (int64, bool) { return parseInt(b, bits) }, wrong)
}

func (s *scanner) unsigned(bits int, wrong string) uint64 {
	return scalar(s, func(b []byte) (uint64, bool) { return parseUint(b, bits) }, wrong)
}

func (s *scanner) float(bits int, wrong string) float64 {
	return scalar(s, func(b []byte) (float64, bool) { return parseFloat(b, bits) }, wrong)
}

// scalar reads a value that text has to spell. It is the zero value after an
// error.
func scalar[T any](s *scanner, parse func([]byte) (T, bool), wrong string) T {
	var zero T
	null := s.null()
	b := trim(s.text())
	if s.err != nil {
		return zero
	}
	if null || len(b) == 0 {
		if s.strict {
			s.failValue(wrong + ", but nil or empty")
		}
		return zero
	}
	v, ok := parse(b)
	if !ok {
		s.failValue(wrong)
		return zero
	}
	return v
}
