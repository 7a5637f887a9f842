// Package lines implements the adapter protocol for clients in Go: it reads questions, asks the client, and
// writes its answers.
package lines

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// Object is a JSON object.
type Object = map[string]any

// Operations of the suite.
var Operations = []string{"GetIdentityDkimAttributes", "VerifyDomainDkim", "SetIdentityDkimEnabled"}

// Request has the members of all requests.
type Request struct {
	Identities  []string
	Domain      string
	Identity    string
	DkimEnabled bool
}

// PlainRequest is for calls whose request does not matter.
var PlainRequest = Request{Identities: []string{"a"}, Domain: "a", Identity: "a"}

// Question is one line.
type Question struct {
	ID        json.RawMessage   `json:"id"`
	Op        string            `json:"op"`
	Operation string            `json:"operation"`
	Request   Request           `json:"request"`
	Status    *int              `json:"status"`
	Headers   map[string]string `json:"headers"`
	Body      []byte            `json:"body_b64"`
	Code      *string           `json:"code"`
}

// Client is an adapter. Its methods return the reply without its id.
type Client interface {
	Describe() Object
	EncodeRequest(operation string, request Request) Object
	DecodeResponse(question Question) Object
	Classify(status *int, code *string) Object
}

// Transport records the request, and returns a given answer.
type Transport struct {
	answer      http.Response
	body        []byte
	Sent        string
	ContentType string
}

// Meet sets the answer to the next call.
func (t *Transport) Meet(question Question) {
	header := http.Header{}
	for name, value := range question.Headers {
		header.Set(name, strings.TrimSpace(value))
	}
	t.answer = http.Response{StatusCode: *question.Status, Header: header}
	t.body = question.Body
}

// MeetNothing sets an empty answer, for calls whose answer does not matter.
func (t *Transport) MeetNothing(operation string) {
	status, body := 200, fmt.Sprintf("<%[1]sResponse><%[1]sResult/></%[1]sResponse>", operation)
	t.Meet(Question{Status: &status, Body: []byte(body)})
}

// RoundTrip is the HTTP call.
func (t *Transport) RoundTrip(request *http.Request) (*http.Response, error) {
	sent, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	t.Sent, t.ContentType = string(sent), request.Header.Get("Content-Type")
	answer := t.answer
	answer.Body, answer.Request = io.NopCloser(bytes.NewReader(t.body)), request
	return &answer, nil
}

// Do is the HTTP call of clients that have their own name for it.
func (t *Transport) Do(request *http.Request) (*http.Response, error) { return t.RoundTrip(request) }

// Encoded is the reply with the form that was sent last.
func (t *Transport) Encoded(err error) Object {
	if err != nil {
		return Reject(err)
	}
	return Object{"ok": Object{"body": t.Sent, "content_type": t.ContentType}}
}

// Reject is a refusal.
func Reject(err error) Object {
	message := strings.ToValidUTF8(err.Error(), "\uFFFD")
	return Object{"reject": Object{"code": fmt.Sprintf("%T", err), "message": message, "offset": nil}}
}

func answer(client Client, question Question) (reply Object) {
	defer func() {
		if panicked := recover(); panicked != nil {
			reply = Reject(fmt.Errorf("the client panicked: %v", panicked))
		}
	}()
	switch question.Op {
	case "start":
		reply = client.Describe()
		reply["version"], reply["operations"] = 2, Operations
	case "encode_request":
		reply = client.EncodeRequest(question.Operation, question.Request)
	case "decode_response":
		reply = client.DecodeResponse(question)
	case "classify":
		reply = client.Classify(question.Status, question.Code)
	default:
		reply = Object{"unsupported": true}
	}
	return reply
}

// Serve answers every line of standard input until it ends.
func Serve(client Client) error {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		var question Question
		if err := in.Decode(&question); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		reply := answer(client, question)
		reply["id"] = question.ID
		if err := out.Encode(reply); err != nil {
			return err
		}
	}
}
