import ts from 'typescript'

/** A function of the theory and the file it stands in. */
export type Definition = { readonly file: string; readonly node: ts.FunctionDeclaration }

/** The theory's functions and constants as read from its sources. */
export type Theory = {
  readonly functions: ReadonlyMap<string, Definition>
  readonly constants: ReadonlyMap<string, number>
}

/** Stops the translation: the source uses what cannot be translated. */
export function refuse(node: ts.Node, why: string): never {
  const file = node.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  throw new Error(`${file.fileName}:${line + 1}: ${why}: ${node.getText()}`)
}

/** Reads the sources, in an order in which a constant stands before its use. */
export function readTheory(sources: ReadonlyMap<string, string>): Theory {
  const functions = new Map<string, Definition>()
  const constants = new Map<string, number>()
  for (const [file, text] of sources) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
    for (const statement of source.statements) {
      if (ts.isFunctionDeclaration(statement) && statement.name) {
        functions.set(statement.name.text, { file, node: statement })
      } else if (ts.isVariableStatement(statement)) {
        for (const declaration of statement.declarationList.declarations) {
          const value = declaration.initializer && constantOf(declaration.initializer, constants)
          if (value === undefined) refuse(declaration, 'not a constant')
          constants.set(declaration.name.getText(), value)
        }
      }
    }
  }
  return { functions, constants }
}

/** The value of an expression of constants, in double arithmetic, or undefined. */
export function constantOf(node: ts.Expression, constants: ReadonlyMap<string, number>): number | undefined {
  if (ts.isParenthesizedExpression(node)) return constantOf(node.expression, constants)
  if (ts.isNumericLiteral(node)) return Number(node.text)
  if (ts.isIdentifier(node)) return constants.get(node.text)
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'C') return constants.get(node.name.text)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = constantOf(node.operand, constants)
    return value === undefined ? undefined : -value
  }
  if (!ts.isBinaryExpression(node)) return undefined
  const left = constantOf(node.left, constants)
  const right = constantOf(node.right, constants)
  if (left === undefined || right === undefined) return undefined
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right
    case ts.SyntaxKind.MinusToken:
      return left - right
    case ts.SyntaxKind.AsteriskToken:
      return left * right
    case ts.SyntaxKind.SlashToken:
      return left / right
    default:
      return undefined
  }
}

/** The constant part of an index expression `index + constant + …`; the index itself is the pointer. */
export function offsetOf(node: ts.Expression, constants: ReadonlyMap<string, number>): number {
  const constant = constantOf(node, constants)
  if (constant !== undefined) return constant
  if (ts.isIdentifier(node)) return 0
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return offsetOf(node.left, constants) + offsetOf(node.right, constants)
  }
  return refuse(node, 'an index must be a parameter plus constants')
}

/** Whether a parameter is an array (its index parameter follows it). */
export function isArray(parameter: ts.ParameterDeclaration): boolean {
  return parameter.type?.getText() === 'Float64Array'
}

/** A function's parameters with each index left out: its array's pointer carries it. */
export function parametersOf(node: ts.FunctionDeclaration): { readonly name: string; readonly isArray: boolean }[] {
  const kept: { name: string; isArray: boolean }[] = []
  for (let i = 0; i < node.parameters.length; i++) {
    const parameter = node.parameters[i]
    if (!parameter) continue
    const array = isArray(parameter)
    kept.push({ name: parameter.name.getText(), isArray: array })
    if (array) i += 1
  }
  return kept
}
