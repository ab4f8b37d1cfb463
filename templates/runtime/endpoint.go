package runtime

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
)

// resolveEndpoint finds the address of an agent. The base URL may be the root of
// a tenant (https://HOST/TENANT), a directory on the way to the endpoint, such as
// the netserver_url of a SuperOffice token (https://HOST/TENANT/Remote/Services86/),
// or the endpoint itself. The agent's path is Remote/Services86/Messaging.svc.
func resolveEndpoint(base, agentPath string) (*url.URL, error) {
	u, err := url.Parse(base)
	switch {
	case err != nil:
		// The error of net/url quotes the URL, which may hold a password.
		return nil, errors.New("the base URL can't be parsed")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("the base URL must begin with https:// or http://")
	case u.Host == "":
		return nil, errors.New("the base URL has no host")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("the base URL must have no user, query or fragment: secrets go into options")
	}
	root := strings.TrimRight(u.Path, "/")
	// The longest beginning of the agent's path that the base URL ends in.
	for rest := agentPath; rest != "."; rest = path.Dir(rest) {
		if hasSuffixFold(root, "/"+rest) {
			u.Path = root + strings.TrimPrefix(agentPath, rest)
			return u, nil
		}
	}
	if last := path.Base(root); strings.EqualFold(path.Ext(last), path.Ext(agentPath)) && path.Ext(last) != "" {
		return nil, fmt.Errorf("the base URL ends in %s, and this agent's is %s", last, agentPath)
	}
	if dir := path.Dir(agentPath); dir != "." && hasSuffixFold(path.Dir(root), "/"+path.Dir(dir)) {
		return nil, fmt.Errorf("the base URL ends in %s, and this package is for %s", path.Base(root), dir)
	}
	u.Path = root + "/" + agentPath
	return u, nil
}

// hasSuffixFold does not look at upper and lower case, and neither does IIS.
func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}
