package build

import "strings"

// docText is documentation as lines of text: without the indentation that the
// lines share, trailing white space, and blank lines at either end. The first
// line stands behind a tag and has no part in the indentation.
func docText(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
	}
	lines[0] = strings.TrimLeft(lines[0], " \t")
	indentation := commonIndentation(lines[1:])
	for i, line := range lines[1:] {
		lines[i+1] = strings.TrimPrefix(line, indentation)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// commonIndentation is the white space that all lines begin with, blank ones aside.
func commonIndentation(lines []string) string {
	common, found := "", false
	for _, line := range lines {
		if line == "" {
			continue
		}
		own := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if !found {
			common, found = own, true
		}
		for !strings.HasPrefix(own, common) {
			common = common[:len(common)-1]
		}
	}
	return common
}
