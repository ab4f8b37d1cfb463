package crm

import "io"

// This file joins the package that is generated for a run from the published WSDLs
// of Contact and Archive, to reach the codec without a connection.

// DecodeContact reads the envelope of a response as a client does.
func DecodeContact(r io.Reader) (*GetContactEntityResponse, error) {
	res := new(GetContactEntityResponse)
	return res, decodeResponse(r, contactGetContactEntityOperation, res, &res.Header)
}

// DecodeRows reads the envelope of a response as a client does.
func DecodeRows(r io.Reader) (*GetArchiveListByColumns2Response, error) {
	res := new(GetArchiveListByColumns2Response)
	return res, decodeResponse(r, archiveGetArchiveListByColumns2Operation, res, &res.Header)
}

func decodeResponse(r io.Reader, op *operation, res object, head *ResponseHeader) error {
	s := newScanner(r, 64<<20)
	defer s.release()
	_, _, err := new(answerReader).readResponse(s, op, res, head)
	return err
}
