package services86

import "fmt"

// The values of MessageDeliveryStatus.Status. The WSDL has it as a plain int; the
// names are those of SuperOffice's documentation. Zero is an error, so a status
// that was never set does not look like a success.
const (
	StatusError         = 0 // the plugin could not take the message
	StatusSent          = 1 // the plugin took the message
	StatusDeliveryError = 2 // the message could not be delivered
	StatusReceived      = 3 // the receiver has the message
	StatusReplied       = 4 // the receiver answered
)

// A Delivery is a message and what became of it.
type Delivery struct {
	Message OutgoingMessage
	Status  MessageDeliveryStatus
}

// Deliveries pairs each message of a SendMessages or SendMessagesWithConfig with
// its status. The two belong together by position alone, so it fails when there
// is not one status for each message. A status tells of its message only: that the
// call succeeded does not say that all messages went out.
func Deliveries(messages []OutgoingMessage, statuses []MessageDeliveryStatus) ([]Delivery, error) {
	if len(messages) != len(statuses) {
		return nil, fmt.Errorf("%d statuses for %d messages: it is not known which is whose", len(statuses), len(messages))
	}
	deliveries := make([]Delivery, len(messages))
	for i := range messages {
		deliveries[i] = Delivery{messages[i], statuses[i]}
	}
	return deliveries, nil
}
