// Serves the AWS SDK for Go v2 to the conformance suite: a real client that gets its answer in place of the
// HTTP call. The adapter reports what a caller sees.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/smithy-go"
	smithymiddleware "github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"lines"
)

type adapter struct {
	transport *lines.Transport
	ses       *ses.Client
}

func newAdapter() adapter {
	transport := &lines.Transport{}
	credentials := aws.Credentials{AccessKeyID: "none", SecretAccessKey: "none"}
	return adapter{transport, ses.New(ses.Options{
		Region:     "us-east-1",
		HTTPClient: transport,
		Retryer:    aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return credentials, nil
		}),
	})}
}

func (a adapter) Describe() lines.Object {
	return lines.Object{
		"implementation": lines.Object{"name": "aws-sdk-go-v2", "version": aws.SDKVersion, "language": "Go"},
		"ops":            []string{"encode_request", "decode_response", "classify"},
		"omits":          []string{"Type", "Detail", "RequestId", "body"},
		"folds": []string{"absent-enabled=false", `absent-status=""`, `absent-message=""`,
			`absent-code="UnknownError"`, `absent-message="UnknownError"`},
	}
}

// call makes a call and returns its value, its metadata and its error.
func (a adapter) call(operation string, r lines.Request) (lines.Object, smithymiddleware.Metadata, error) {
	switch operation {
	case "VerifyDomainDkim":
		output, err := a.ses.VerifyDomainDkim(context.Background(), &ses.VerifyDomainDkimInput{Domain: &r.Domain})
		if err != nil {
			return nil, smithymiddleware.Metadata{}, err
		}
		return lines.Object{"DkimTokens": output.DkimTokens}, output.ResultMetadata, nil
	case "SetIdentityDkimEnabled":
		input := ses.SetIdentityDkimEnabledInput{Identity: &r.Identity, DkimEnabled: r.DkimEnabled}
		output, err := a.ses.SetIdentityDkimEnabled(context.Background(), &input)
		if err != nil {
			return nil, smithymiddleware.Metadata{}, err
		}
		return lines.Object{}, output.ResultMetadata, nil
	default:
		input := ses.GetIdentityDkimAttributesInput{Identities: r.Identities}
		output, err := a.ses.GetIdentityDkimAttributes(context.Background(), &input)
		if err != nil {
			return nil, smithymiddleware.Metadata{}, err
		}
		return lines.Object{"DkimAttributes": attributes(output.DkimAttributes)}, output.ResultMetadata, nil
	}
}

func (a adapter) EncodeRequest(operation string, r lines.Request) lines.Object {
	a.transport.MeetNothing(operation)
	_, _, err := a.call(operation, r)
	return a.transport.Encoded(err)
}

func (a adapter) DecodeResponse(question lines.Question) lines.Object {
	a.transport.Meet(question)
	value, metadata, err := a.call(question.Operation, lines.PlainRequest)
	if err == nil {
		value["ResponseMetadata"] = lines.Object{}
		if id, ok := middleware.GetRequestIDMetadata(metadata); ok {
			value["ResponseMetadata"] = lines.Object{"RequestId": id}
		}
		return lines.Object{"ok": value}
	}
	if *question.Status < 300 { // The client's own error about an answer that it could not read.
		return lines.Reject(err)
	}
	return lines.Object{"error_response": errorShape(err)}
}

// Classify asks the checks of the client's standard retry mode.
func (a adapter) Classify(status *int, code *string) lines.Object {
	response := http.Response{StatusCode: aws.ToInt(status)}
	err := &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &response},
		Err:      &smithy.GenericAPIError{Code: aws.ToString(code)},
	}
	var class any
	switch {
	case retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary:
		class = "throttling"
	case retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary:
		class = "transient"
	}
	return lines.Object{"ok": lines.Object{"retry": class}}
}

func main() {
	if err := lines.Serve(newAdapter()); err != nil {
		log.Fatal(err)
	}
}
