package main

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"lines"
)

func attributes(values map[string]types.IdentityDkimAttributes) lines.Object {
	entries := lines.Object{}
	for identity, value := range values {
		entry := lines.Object{"DkimEnabled": value.DkimEnabled}
		entry["DkimVerificationStatus"] = value.DkimVerificationStatus
		if value.DkimTokens != nil {
			entry["DkimTokens"] = value.DkimTokens
		}
		entries[identity] = entry
	}
	return entries
}

// errorShape has the fields that the error's interfaces return.
func errorShape(err error) lines.Object {
	fields := lines.Object{}
	shape := lines.Object{"Error": fields}
	var service smithy.APIError
	if errors.As(err, &service) {
		fields["Code"], fields["Message"] = service.ErrorCode(), service.ErrorMessage()
	}
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) {
		shape["status"] = response.HTTPStatusCode()
	}
	var id interface{ ServiceRequestID() string }
	if errors.As(err, &id) && id.ServiceRequestID() != "" {
		shape["RequestId"] = id.ServiceRequestID()
	}
	return shape
}
