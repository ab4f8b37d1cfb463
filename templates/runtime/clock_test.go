package runtime

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests ask for a zone
)

func TestClockAndInstant(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	instant := time.Date(2026, 7, 1, 10, 0, 0, 5, time.UTC)
	reading := Clock(instant, oslo)
	if want := time.Date(2026, 7, 1, 12, 0, 0, 5, time.UTC); reading != want {
		t.Errorf("the clock reads %v, want %v", reading, want)
	}
	if back := Instant(reading, oslo); !back.Equal(instant) {
		t.Errorf("the reading was taken at %v, want %v", back, instant)
	}
}
