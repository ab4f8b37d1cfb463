package wsdl

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"

	"github.com/hooklift/gowsdl"
)

// A schema is an xs:schema on its way into the Set.
type schema struct {
	*resolver
	document *document
	model    *gowsdl.XSDSchema
	out      *Schema
	types    []typeDeclaration
	attrs    []*Attribute // global, in document order
}

// A typeDeclaration is a type of the Set with its model, which is one of the two.
type typeDeclaration struct {
	out     *Type
	node    *node
	complex *gowsdl.XSDComplexType
	simple  *gowsdl.XSDSimpleType
}

// declareSchema makes the global elements and types of a schema, still without
// what refers to others.
func (r *resolver) declareSchema(d *document, m *gowsdl.XSDSchema) *schema {
	_, n := d.nodes.untie(m.Version)
	s := &schema{
		resolver: r,
		document: d,
		model:    m,
		out:      &Schema{Pos: n.pos, TargetNamespace: m.TargetNamespace},
	}
	r.symbols.schemaSpaces[m.TargetNamespace]++
	switch m.ElementFormDefault {
	case "", "qualified", "unqualified":
	default:
		r.problems.Addf(n.pos, "xs:schema/@elementFormDefault: %q is neither qualified nor unqualified", m.ElementFormDefault)
	}
	switch form := attributeFormDefault(n); form {
	case "", "qualified", "unqualified":
	default:
		r.problems.Addf(n.pos, "xs:schema/@attributeFormDefault: %q is neither qualified nor unqualified", form)
	}
	for _, em := range m.Elements {
		name, n := d.nodes.untie(em.Name)
		e := &Element{
			Pos: n.pos, Name: xml.Name{Space: m.TargetNamespace, Local: name}, Doc: n.doc(), Path: n.path(),
			MinOccurs: 1, MaxOccurs: 1, Nillable: em.Nillable,
		}
		s.out.Elements = append(s.out.Elements, e)
		if r.named(n, name) {
			r.symbols.elements.define(d, e.Name, e.Pos, e, r.problems)
		}
	}
	s.declareAttributes()
	for _, tm := range m.ComplexTypes {
		s.types = append(s.types, s.newComplexType(tm))
	}
	for _, tm := range m.SimpleType {
		s.types = append(s.types, s.newSimpleType(tm))
	}
	// The model keeps complex and simple types apart.
	slices.SortStableFunc(s.types, func(a, b typeDeclaration) int { return cmp.Compare(a.node.number, b.node.number) })
	for _, t := range s.types {
		s.out.Types = append(s.out.Types, t.out)
		if r.named(t.node, t.out.Name.Local) {
			r.symbols.types.define(d, t.out.Name, t.out.Pos, t.out, r.problems)
		}
	}
	return s
}

func (s *schema) newComplexType(m *gowsdl.XSDComplexType) typeDeclaration {
	name, n := s.document.nodes.untie(m.Name)
	t := s.newType(name, n, Sequence)
	t.Abstract = m.Abstract
	t.SimpleContent = m.SimpleContent.XMLName.Local != ""
	return typeDeclaration{out: t, node: n, complex: m}
}

func (s *schema) newSimpleType(m *gowsdl.XSDSimpleType) typeDeclaration {
	name, n := s.document.nodes.untie(m.Name)
	content := Restriction
	if tied(m.List.ItemType) {
		content = ListOf
	}
	return typeDeclaration{out: s.newType(name, n, content), node: n, simple: m}
}

func (s *schema) newType(name string, n *node, content Content) *Type {
	t := &Type{Pos: n.pos, Doc: n.doc(), Content: content, Path: n.path(), AppInfo: n.appInfoText()}
	if name != "" {
		t.Name = xml.Name{Space: s.out.TargetNamespace, Local: name}
	}
	return t
}

// fill completes what declareSchema made.
func (s *schema) fill() {
	for i, m := range s.model.Elements {
		_, n := s.document.nodes.untie(m.Name)
		s.out.Elements[i].Type = s.typeOf(m, n)
	}
	for i, m := range s.model.Attributes {
		s.attrs[i].Type = s.attributeType(m)
	}
	for _, t := range s.types {
		s.fillType(t)
	}
}

// fillType recurses into anonymous types alone; maxDepth bounds how deep.
func (s *schema) fillType(t typeDeclaration) {
	if t.complex != nil {
		s.fillComplexType(t)
	} else {
		s.fillSimpleType(t)
	}
}

func (s *schema) fillComplexType(t typeDeclaration) {
	m := t.complex
	extended := m.SimpleContent.XMLName.Local != "" || m.ComplexContent.XMLName.Local != ""
	if extended && len(m.Sequence)+len(m.All)+len(m.Attributes) > 0 {
		s.problems.Addf(t.node.pos, "type %q has elements or attributes beside its content: write them into the extension", t.out.Path)
	}
	switch {
	case m.SimpleContent.XMLName.Local != "":
		s.fillSimpleContent(t)
	case tied(m.ComplexContent.Extension.Base):
		s.fillExtension(t)
	case m.ComplexContent.XMLName.Local != "":
		s.incomplete(t.node, "type %q has a complexContent without an extension", t.out.Path)
	default:
		if len(m.Sequence) > 0 && len(m.All) > 0 {
			s.problems.Addf(t.node.pos, "type %q has both an xs:sequence and an xs:all: keep one of them", t.out.Path)
		}
		for _, em := range m.Sequence {
			s.addElement(t.out, em)
		}
		s.addAll(t.out, m.All)
		s.addAttributes(t.out, m.Attributes)
		t.out.AnyAttribute = t.node.anyAttribute
	}
	s.checkMembers(t.out)
}

// fillExtension fills a type that adds elements and attributes to another.
func (s *schema) fillExtension(t typeDeclaration) {
	m := &t.complex.ComplexContent.Extension
	base, n := s.document.nodes.untie(m.Base)
	if t.out.Base = s.findType(base, n); t.out.Base != nil {
		switch {
		case t.out.Base.Content != Sequence:
			s.problems.Addf(n.pos, "type %q extends %q, which is not a complex type", t.out.Path, t.out.Base.Path)
		default:
			s.extensions = append(s.extensions, extension{t.out, n})
		}
	}
	for i := range m.Sequence {
		s.addElement(t.out, &m.Sequence[i])
	}
	s.addAttributes(t.out, m.Attributes)
	t.out.AnyAttribute = n.anyAttribute
}

// fillSimpleContent fills a type that adds attributes to text, or to another such
// type.
func (s *schema) fillSimpleContent(t typeDeclaration) {
	m := &t.complex.SimpleContent.Extension
	if !tied(m.Base) {
		s.incomplete(t.node, "type %q has a simpleContent without an extension", t.out.Path)
		return
	}
	base, n := s.document.nodes.untie(m.Base)
	switch found := s.findType(base, n); {
	case found == nil:
	case found.Content == Sequence:
		t.out.Base = found
		s.extensions = append(s.extensions, extension{t.out, n})
	case found == s.anyType():
		s.problems.Addf(n.pos, "type %q extends %q, which has no text for its content", t.out.Path, found.Path)
	default:
		t.out.Text = found
	}
	if len(m.Sequence) > 0 {
		s.problems.Addf(n.pos, "type %q has elements in its simpleContent", t.out.Path)
	}
	s.addAttributes(t.out, m.Attributes)
	t.out.AnyAttribute = n.anyAttribute
}

// addAll adds the elements of an xs:all, each of which stands there once at most.
func (s *schema) addAll(t *Type, models []*gowsdl.XSDElement) {
	for _, em := range models {
		s.addElement(t, em)
		if e := t.Elements[len(t.Elements)-1]; e.MaxOccurs != 1 {
			s.problems.Addf(e.Pos, "element %s: in an xs:all maxOccurs can only be 1", e.Path)
		}
		t.AnyOrder = true
	}
}

// checkMembers reports a name that a sequence has twice: a reader could not
// tell the two apart.
func (s *schema) checkMembers(t *Type) {
	first := make(map[xml.Name]*Element, len(t.Elements))
	for _, e := range t.Elements {
		if other, ok := first[e.Name]; ok {
			s.problems.Addf(e.Pos, "element %q stands twice in %s: first at %d:%d", e.Name.Local, t.Path, other.Pos.Line, other.Pos.Col)
			continue
		}
		first[e.Name] = e
	}
	attributes := make(map[xml.Name]bool, len(t.Attributes))
	for _, a := range t.Attributes {
		if attributes[a.Name] {
			s.problems.Addf(a.Pos, "attribute %q stands twice in %s", a.Name.Local, t.Path)
		}
		attributes[a.Name] = true
	}
}

func (s *schema) fillSimpleType(t typeDeclaration) {
	m := t.simple
	switch {
	case tied(m.List.ItemType):
		itemType, n := s.document.nodes.untie(m.List.ItemType)
		if m.List.SimpleType != nil {
			t.out.Item = s.anonymousSimpleType(m.List.SimpleType)
			break
		}
		t.out.Item = s.findSimpleType(itemType, n)
	case tied(m.Restriction.Base):
		base, n := s.document.nodes.untie(m.Restriction.Base)
		t.out.Base = s.findSimpleType(base, n)
		for _, value := range m.Restriction.Enumeration {
			text, n := s.document.nodes.untie(value.Value)
			t.out.Enumeration = append(t.out.Enumeration, Value{Pos: n.pos, Text: text, Doc: n.doc()})
		}
	case tied(m.Union.MemberTypes):
		t.out.Base = s.builtin("string") // a value of any of the types, as it is written
	default:
		s.incomplete(t.node, "type %q has neither a restriction nor a list nor a union", t.out.Path)
	}
}

func (s *schema) anonymousSimpleType(m *gowsdl.XSDSimpleType) *Type {
	t := s.newSimpleType(m)
	s.fillType(t)
	return t.out
}

func (s *schema) anonymousComplexType(m *gowsdl.XSDComplexType) *Type {
	t := s.newComplexType(m)
	s.fillType(t)
	return t.out
}

// addElement adds a local element, or a reference to a global one, to a sequence.
func (s *schema) addElement(t *Type, m *gowsdl.XSDElement) {
	name, n := s.document.nodes.untie(m.Name)
	e := &Element{Pos: n.pos, Doc: n.doc(), Path: n.path()}
	e.MinOccurs, e.MaxOccurs = s.occurrence(m, n)
	t.Elements = append(t.Elements, e)
	if m.Ref != "" {
		e.Name = parseName(m.Ref)
		if def, ok := lookUp(s.resolver, s.symbols.elements, s.document, n, m.Ref); ok {
			s.references = append(s.references, reference{local: e, global: def.value})
		}
		return
	}
	s.named(n, name)
	e.Name.Local = name
	if s.isQualified(n, s.model.ElementFormDefault) {
		e.Name.Space = s.out.TargetNamespace
	}
	e.Nillable = m.Nillable
	e.Type = s.typeOf(m, n)
}

// isQualified tells whether a local element or attribute is in the target
// namespace.
func (s *schema) isQualified(n *node, otherwise string) bool {
	form, ok := n.attr("form")
	switch {
	case !ok:
		form = otherwise
	case form != "qualified" && form != "unqualified":
		s.problems.Addf(n.pos, "%s/@form: %q is neither qualified nor unqualified", display(n.name), form)
	}
	return form == "qualified"
}

// occurrence is how often an element may stand there, with -1 for no limit.
func (s *schema) occurrence(m *gowsdl.XSDElement, n *node) (least, most int) {
	least, most = 1, 1
	if m.MinOccurs != "" {
		least = s.count(n, "minOccurs", m.MinOccurs)
	}
	switch {
	case m.MaxOccurs == "unbounded":
		return least, -1
	case m.MaxOccurs != "":
		most = s.count(n, "maxOccurs", m.MaxOccurs)
	}
	switch {
	case most < least:
		s.problems.Addf(n.pos, "element %s: maxOccurs %d is less than minOccurs %d", n.path(), most, least)
	case most == 0:
		s.problems.Addf(n.pos, "element %s: maxOccurs 0 is not supported: leave the element out", n.path())
	}
	return least, most
}

func (s *schema) count(n *node, attribute, text string) int {
	count, err := strconv.ParseUint(text, 10, 31) // fits an int everywhere
	if err != nil {
		s.problems.Addf(n.pos, "xs:element/@%s: %q is not a number that an occurrence can have", attribute, text)
		return 1
	}
	return int(count)
}

// typeOf is the type of an element that is not a reference; never nil.
func (s *schema) typeOf(m *gowsdl.XSDElement, n *node) *Type {
	var found []*Type
	if m.Type != "" {
		found = append(found, s.findType(m.Type, n))
	}
	if m.ComplexType != nil {
		found = append(found, s.anonymousComplexType(m.ComplexType))
	}
	if m.SimpleType != nil {
		found = append(found, s.anonymousSimpleType(m.SimpleType))
	}
	if len(found) > 1 {
		s.problems.Addf(n.pos, "element %s has more than one type", n.path())
	}
	if len(found) == 0 || found[0] == nil {
		return s.anyType()
	}
	return found[0]
}

// findType reports a type that is not defined, and is nil then.
func (s *schema) findType(qname string, at *node) *Type {
	if name := parseName(qname); name.Space == xsdSpace {
		if !isBuiltin(name.Local) {
			s.problems.Addf(at.pos, "%q is not a built-in type of XML Schema", name.Local)
			return nil
		}
		return s.builtin(name.Local)
	}
	def, _ := lookUp(s.resolver, s.symbols.types, s.document, at, qname)
	return def.value
}

// findSimpleType is findType where only a simple type will do; never nil.
func (s *schema) findSimpleType(qname string, at *node) *Type {
	t := s.findType(qname, at)
	if t == nil {
		return s.builtin("anySimpleType")
	}
	if t.Content == Sequence || t == s.anyType() {
		s.problems.Addf(at.pos, "%s in %s names %q, which is not a simple type", display(at.name), at.path(), t.Path)
	}
	return t
}
