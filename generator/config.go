package generator

import "github.com/so-wsdlgen/so-wsdlgen/generator/internal/config"

// ConfigFile is the name that a configuration has by custom.
const ConfigFile = "so-wsdlgen.yaml"

// A Target is a package that a configuration asks for.
type Target struct {
	Out     string   // the folder of the package
	Sources []string // as ReadSources takes them
	Options Options
}

// LoadConfig reads a configuration. Paths in it are relative to its folder. It is
// strict: what is not known, of another type or missing is an Error at its place.
func LoadConfig(path string) ([]Target, error) {
	packages, err := config.Load(path)
	if err != nil {
		return nil, err
	}
	var targets []Target
	for _, p := range packages {
		targets = append(targets, Target{
			Out:     p.Out,
			Sources: p.Sources,
			Options: Options{
				Package:              p.Name,
				Agents:               p.Agents,
				Server:               p.Server,
				NillablePointer:      p.NillablePointer,
				NillablePointerTypes: p.NillablePointerTypes,
				Names:                p.Names,
			},
		})
	}
	return targets, nil
}
