// Serves the AWS SDK for Go v1 to the conformance suite: a real client that gets its answer in place of the
// HTTP call. The adapter reports what a caller sees.
package main

import (
	"errors"
	"log"
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/client"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/ses"
	"lines"
)

type adapter struct {
	transport *lines.Transport
	ses       *ses.SES
}

func newAdapter() adapter {
	transport := &lines.Transport{}
	config := aws.NewConfig().WithRegion("us-east-1").WithMaxRetries(0).
		WithCredentials(credentials.NewStaticCredentials("none", "none", "")).
		WithHTTPClient(&http.Client{Transport: transport, CheckRedirect: noRedirect})
	return adapter{transport, ses.New(session.Must(session.NewSession(config)))}
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (a adapter) Describe() lines.Object {
	return lines.Object{
		"implementation": lines.Object{"name": "aws-sdk-go", "version": aws.SDKVersion, "language": "Go"},
		"ops":            []string{"encode_request", "decode_response", "classify"},
		"omits":          []string{"Type", "Detail", "RequestId", "body"},
		"folds": []string{"absent-tokens=[]", `absent-code=""`, `absent-code="SerializationError"`,
			`absent-message=""`, `absent-message="failed to unmarshal error message"`},
	}
}

// call makes a call and returns its request, its value and its error.
func (a adapter) call(operation string, r lines.Request) (*request.Request, lines.Object, error) {
	switch operation {
	case "VerifyDomainDkim":
		call, output := a.ses.VerifyDomainDkimRequest(&ses.VerifyDomainDkimInput{Domain: &r.Domain})
		err := call.Send()
		return call, lines.Object{"DkimTokens": output.DkimTokens}, err
	case "SetIdentityDkimEnabled":
		input := ses.SetIdentityDkimEnabledInput{Identity: &r.Identity, DkimEnabled: &r.DkimEnabled}
		call, _ := a.ses.SetIdentityDkimEnabledRequest(&input)
		return call, lines.Object{}, call.Send()
	default:
		input := ses.GetIdentityDkimAttributesInput{Identities: aws.StringSlice(r.Identities)}
		call, output := a.ses.GetIdentityDkimAttributesRequest(&input)
		err := call.Send()
		return call, lines.Object{"DkimAttributes": attributes(output.DkimAttributes)}, err
	}
}

func (a adapter) EncodeRequest(operation string, r lines.Request) lines.Object {
	a.transport.MeetNothing(operation)
	_, _, err := a.call(operation, r)
	return a.transport.Encoded(err)
}

func (a adapter) DecodeResponse(question lines.Question) lines.Object {
	a.transport.Meet(question)
	call, value, err := a.call(question.Operation, lines.PlainRequest)
	var failure awserr.RequestFailure
	switch {
	case err == nil:
		value["ResponseMetadata"] = lines.Object{"RequestId": call.RequestID}
		return lines.Object{"ok": value}
	case *question.Status >= 300 && errors.As(err, &failure):
		fields := lines.Object{"Code": failure.Code(), "Message": failure.Message()}
		shape := lines.Object{"status": failure.StatusCode(), "Error": fields}
		shape["RequestId"] = failure.RequestID()
		return lines.Object{"error_response": shape}
	default: // Under a status of 2xx it is the client's own error about an answer that it could not read.
		return lines.Reject(err)
	}
}

// Classify asks the client's default retryer.
func (a adapter) Classify(status *int, code *string) lines.Object {
	retryer := client.DefaultRetryer{NumMaxRetries: 1}
	call := request.Request{HTTPResponse: &http.Response{StatusCode: aws.IntValue(status)}}
	call.Error = awserr.New(aws.StringValue(code), "", nil)
	var class any
	switch {
	case call.IsErrorThrottle():
		class = "throttling"
	case call.IsErrorExpired():
		class = "expired-credentials"
	case retryer.ShouldRetry(&call):
		class = "transient"
	}
	return lines.Object{"ok": lines.Object{"retry": class}}
}

func main() {
	os.Unsetenv("AWS_CA_BUNDLE") // The session would set it on the transport, which does not support it.
	if err := lines.Serve(newAdapter()); err != nil {
		log.Fatal(err)
	}
}
