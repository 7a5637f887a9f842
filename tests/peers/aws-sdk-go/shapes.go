package main

import (
	"github.com/aws/aws-sdk-go/service/ses"
	"lines"
)

// attributes leaves out the members that are nil.
func attributes(values map[string]*ses.IdentityDkimAttributes) lines.Object {
	entries := lines.Object{}
	for identity, value := range values {
		entry := lines.Object{}
		if value.DkimEnabled != nil {
			entry["DkimEnabled"] = *value.DkimEnabled
		}
		if value.DkimVerificationStatus != nil {
			entry["DkimVerificationStatus"] = *value.DkimVerificationStatus
		}
		if value.DkimTokens != nil {
			entry["DkimTokens"] = value.DkimTokens
		}
		entries[identity] = entry
	}
	return entries
}
