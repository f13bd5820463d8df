package py

import (
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// typesModule is Python's types.
var typesModule = native.Module{
	Name: "types",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{
			"FunctionType": pyvm.FunctionType, "LambdaType": pyvm.FunctionType, "CodeType": pyvm.CodeType, "CellType": pyvm.CellType,
			"MethodType": pyvm.MethodType, "BuiltinFunctionType": pyvm.BuiltinType, "BuiltinMethodType": pyvm.BuiltinType,
			"ModuleType": pyvm.ModuleType, "TracebackType": pyvm.TracebackType, "FrameType": pyvm.FrameType,
			"GeneratorType": pyvm.GeneratorType, "MappingProxyType": pyvm.MappingProxyType, "NoneType": pyvm.NoneType,
			"NotImplementedType": pyvm.NotImplementedType, "EllipsisType": pyvm.EllipsisType, "UnionType": pyvm.UnionType,
			"GetSetDescriptorType": pyvm.GetSetType, "MemberDescriptorType": pyvm.MemberType,
		}
	},
	Source: pySource("types"),
}
