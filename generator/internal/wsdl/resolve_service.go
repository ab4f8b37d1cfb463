package wsdl

import (
	"encoding/xml"

	"github.com/hooklift/gowsdl"
)

// services resolves the services of a document with all that hangs on them.
// What no SOAP port leads to is not looked into.
func (r *resolver) services(d *document) []*Service {
	var services []*Service
	for _, m := range d.model.Service {
		name, n := d.nodes.untie(m.Name)
		r.named(n, name)
		s := &Service{Pos: n.pos, Name: name, Doc: n.doc()}
		ignored := 0
		for _, pm := range m.Ports {
			port, ok := r.port(d, pm)
			switch {
			case !ok:
				ignored++
			case port != nil:
				s.Ports = append(s.Ports, port)
			}
		}
		if ignored == len(m.Ports) {
			r.incomplete(n, "service %q has no port with a SOAP binding", name)
		}
		services = append(services, s)
	}
	return services
}

// port is not ok for a port of another protocol than SOAP, and nil for one that
// is in error.
func (r *resolver) port(d *document, m *gowsdl.WSDLPort) (port *Port, ok bool) {
	name, n := d.nodes.untie(m.Name)
	r.named(n, name)
	def, ok := lookUp(r, r.symbols.bindings, d, n, m.Binding)
	if !ok {
		return nil, true
	}
	location, _ := d.nodes.untie(m.SOAPAddress.Location)
	bound, addressed := tied(def.value.SOAPBinding.Style), tied(m.SOAPAddress.Location)
	switch {
	case !bound && !addressed:
		return nil, false
	case !bound:
		r.incomplete(n, "port %q has a soap:address but its binding has no soap:binding", name)
		return nil, true
	case !addressed:
		r.incomplete(n, "port %q has no soap:address", name)
		return nil, true
	}
	binding := r.binding(def)
	if binding == nil {
		return nil, true
	}
	return &Port{Pos: n.pos, Name: name, Location: location, Binding: binding}, true
}

// binding is nil where its port type is not to be found.
func (r *resolver) binding(def definition[*gowsdl.WSDLBinding]) *Binding {
	d, m := def.document, def.value
	if b, ok := r.bindings[m]; ok {
		return b
	}
	r.bindings[m] = nil
	name, n := d.nodes.untie(m.Name)
	portType, ok := lookUp(r, r.symbols.portTypes, d, n, m.Type)
	if !ok {
		return nil
	}
	style, sn := d.nodes.untie(m.SOAPBinding.Style)
	r.checkStyle(sn, style)
	switch transport := m.SOAPBinding.Transport; transport {
	case "", "http://schemas.xmlsoap.org/soap/http", "http://www.w3.org/2003/05/soap/bindings/HTTP/":
	default:
		r.problems.Addf(sn.pos, "the transport %q is not supported: only HTTP is", transport)
	}
	b := &Binding{
		Pos:        n.pos,
		Name:       xml.Name{Space: d.model.TargetNamespace, Local: name},
		SOAP12:     sn.name.Space == soap12Space,
		PortType:   r.portType(portType),
		Operations: r.operations(def, portType),
	}
	r.bindings[m] = b
	return b
}

func (r *resolver) portType(def definition[*gowsdl.WSDLPortType]) *PortType {
	p, ok := r.portTypes[def.value]
	if !ok {
		name, n := def.document.nodes.untie(def.value.Name)
		p = &PortType{
			Pos:  n.pos,
			Name: xml.Name{Space: def.document.model.TargetNamespace, Local: name},
			Doc:  n.doc(),
		}
		r.portTypes[def.value] = p
	}
	return p
}

func (r *resolver) checkStyle(n *node, style string) {
	switch style {
	case "", "document":
	default:
		r.problems.Addf(n.pos, "the style %q is not supported: only document is", style)
	}
}

// operations pairs the operations of a port type with those of its binding.
func (r *resolver) operations(binding definition[*gowsdl.WSDLBinding], portType definition[*gowsdl.WSDLPortType]) []*BindingOperation {
	bound := make(map[string]*gowsdl.WSDLOperation, len(binding.value.Operations))
	for _, m := range binding.value.Operations {
		name, n := binding.document.nodes.untie(m.Name)
		if bound[name] != nil {
			r.problems.Addf(n.pos, "operation %q is bound twice: overloads are not supported", name)
		}
		bound[name] = m
	}
	declared := make(map[string]bool, len(portType.value.Operations))
	var operations []*BindingOperation
	for _, m := range portType.value.Operations {
		name, n := portType.document.nodes.untie(m.Name)
		switch {
		case !r.named(n, name):
		case declared[name]:
			r.problems.Addf(n.pos, "operation %q stands twice in the port type: overloads are not supported", name)
		case bound[name] == nil:
			_, bn := binding.document.nodes.untie(binding.value.Name)
			r.problems.Addf(n.pos, "operation %q is not in binding %q", name, bn.path())
		default:
			o := operation{r, binding.document, portType.document, bound[name], m}
			operations = append(operations, o.resolve())
		}
		declared[name] = true
	}
	for _, m := range binding.value.Operations {
		if name, n := binding.document.nodes.untie(m.Name); !declared[name] {
			_, pn := portType.document.nodes.untie(portType.value.Name)
			r.problems.Addf(n.pos, "operation %q is not in port type %q", name, pn.path())
		}
	}
	return operations
}
