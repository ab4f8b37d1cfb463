package services86_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

func TestDeliveries(t *testing.T) {
	messages := []services86.OutgoingMessage{{To: "+471"}, {To: "+472"}}
	statuses := []services86.MessageDeliveryStatus{{MessagingId: 1}, {MessagingId: 2, Status: services86.StatusSent}}
	got, err := services86.Deliveries(messages, statuses)
	if err != nil {
		t.Fatal(err)
	}
	want := []services86.Delivery{{Message: messages[0], Status: statuses[0]}, {Message: messages[1], Status: statuses[1]}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-) and got (+):\n%s", diff)
	}
	for _, wrong := range [][]services86.MessageDeliveryStatus{nil, statuses[:1], append(statuses, statuses[0])} {
		if deliveries, err := services86.Deliveries(messages, wrong); err == nil || deliveries != nil {
			t.Errorf("%d statuses for 2 messages: %v, %v", len(wrong), deliveries, err)
		}
	}
}
