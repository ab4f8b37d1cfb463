package wsdl

import (
	"maps"
	"slices"
	"strings"

	"github.com/hooklift/gowsdl"
)

// An operation is the two halves of an operation: how it is bound and what its
// port type says, each with the document that it stands in.
type operation struct {
	*resolver
	bindingDocument, portTypeDocument *document
	binding, portType                 *gowsdl.WSDLOperation
}

// direction is an input or an output, which are alike but for their type.
type direction struct {
	declared, bound string // the tied names in the port type and in the binding
	message         string
	body            gowsdl.WSDLSOAPBody
	headers         []*gowsdl.WSDLSOAPHeader
}

func (o operation) resolve() *BindingOperation {
	name, n := o.portTypeDocument.nodes.untie(o.portType.Name)
	action, sn := o.bindingDocument.nodes.untie(o.binding.SOAPOperation.SOAPAction)
	o.checkStyle(sn, o.binding.SOAPOperation.Style)
	out := &BindingOperation{Pos: n.pos, Name: name, Doc: n.doc(), SOAPAction: action}

	in, reply := &o.portType.Input, &o.portType.Output
	_, inNode := o.portTypeDocument.nodes.untie(in.Name)
	_, replyNode := o.portTypeDocument.nodes.untie(reply.Name)
	switch {
	case !tied(in.Name):
		o.incomplete(n, "operation %q has no input: notifications are not supported", name)
		return out
	case tied(reply.Name) && replyNode.number < inNode.number:
		o.problems.Addf(n.pos, "operation %q has its output before its input: solicit-response is not supported", name)
	}
	out.Input = o.message("input", direction{in.Name, o.binding.Input.Name, in.Message, o.binding.Input.SOAPBody, o.binding.Input.SOAPHeader})
	if tied(reply.Name) {
		out.Output = o.message("output", direction{reply.Name, o.binding.Output.Name, reply.Message, o.binding.Output.SOAPBody, o.binding.Output.SOAPHeader})
	}
	return out
}

// message resolves what travels one way. Where it reports a problem, the
// result may be incomplete.
func (o operation) message(kind string, dir direction) *Message {
	name, operationNode := o.bindingDocument.nodes.untie(o.binding.Name)
	if !tied(dir.bound) {
		o.incomplete(operationNode, "operation %q has no wsdl:%s in its binding", name, kind)
		return nil
	}
	_, n := o.bindingDocument.nodes.untie(dir.bound)
	out := &Message{Pos: n.pos}
	for _, m := range dir.headers {
		if e := o.header(m); e != nil {
			out.Headers = append(out.Headers, e)
		}
	}
	if !tied(dir.body.Parts) {
		o.incomplete(n, "the %s of operation %q has no soap:body", kind, name)
		return out
	}
	_, declared := o.portTypeDocument.nodes.untie(dir.declared)
	if def, ok := lookUp(o.resolver, o.symbols.messages, o.portTypeDocument, declared, dir.message); ok {
		out.Body = o.body(def, dir.body)
	}
	return out
}

// body is the element of the one part of a message that travels in the body:
// the one that the soap:body names, or else the only one.
func (o operation) body(def definition[*gowsdl.WSDLMessage], m gowsdl.WSDLSOAPBody) *Element {
	parts, n := o.bindingDocument.nodes.untie(m.Parts)
	o.checkUse(n, m.Use)
	names := strings.Fields(parts)
	if _, ok := n.attr("parts"); !ok {
		names = slices.Collect(maps.Keys(o.partsOf(def)))
	}
	if len(names) != 1 {
		_, mn := def.document.nodes.untie(def.value.Name)
		o.incomplete(n, "message %q has %d parts for the soap:body: in the wrapped style it has one", mn.path(), len(names))
		return nil
	}
	return o.partElement(def, n, names[0])
}

// header is the element of the part that a soap:header names.
func (o operation) header(m *gowsdl.WSDLSOAPHeader) *Element {
	message, n := o.bindingDocument.nodes.untie(m.Message)
	o.checkUse(n, m.Use)
	def, ok := lookUp(o.resolver, o.symbols.messages, o.bindingDocument, n, message)
	if !ok {
		return nil
	}
	return o.partElement(def, n, m.Part)
}

// partElement reports, for the element at a node, a part that is not in the
// message or that is none of an element; it is nil then.
func (o operation) partElement(def definition[*gowsdl.WSDLMessage], at *node, name string) *Element {
	part, ok := o.partsOf(def)[name]
	if !ok {
		_, n := def.document.nodes.untie(def.value.Name)
		o.incomplete(at, "part %q is not in message %q", name, n.path())
		return nil
	}
	_, n := def.document.nodes.untie(part.Name)
	if part.Element == "" && part.Type != "" {
		o.incomplete(n, "part %q has a type: the document/literal style needs an element", n.path())
		return nil
	}
	element, _ := lookUp(o.resolver, o.symbols.elements, def.document, n, part.Element)
	return element.value
}

// partsOf are the parts of a message by their names.
func (r *resolver) partsOf(def definition[*gowsdl.WSDLMessage]) map[string]*gowsdl.WSDLPart {
	if parts, ok := r.parts[def.value]; ok {
		return parts
	}
	parts := make(map[string]*gowsdl.WSDLPart, len(def.value.Parts))
	for _, m := range def.value.Parts {
		name, n := def.document.nodes.untie(m.Name)
		if parts[name] != nil {
			r.problems.Addf(n.pos, "part %q stands twice in the message", name)
		}
		parts[name] = m
	}
	r.parts[def.value] = parts
	return parts
}

func (r *resolver) checkUse(n *node, use string) {
	switch use {
	case "", "literal":
	default:
		r.problems.Addf(n.pos, "the use %q is not supported: only literal is", use)
	}
}
