package main

import (
	"context"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// streamedPlugins has one item in memory.
func streamedPlugins(url string) (int, error) {
	client, err := services86.NewMessagingClient(url)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, err := range client.StreamGetPlugins(context.Background(), nil, nil) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}
