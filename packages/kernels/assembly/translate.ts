import ts from 'typescript'
import { constantTable, type Flavour, scalarFlavour, vectorFlavour } from './flavour.ts'
import { constantOf, isArray, offsetOf, parametersOf, refuse, type Theory } from './theory.ts'

/*
 * Translates the orbit theory's TypeScript into AssemblyScript: as scalar doubles, and as four times at once in two
 * interleaved f64x2 groups. Functions of constants and one result are merged into their callers and each distinct
 * operation is done once; every operation keeps its operands and order, so all forms give the same bits.
 *
 * What a translated file may hold: module constants and functions of numbers and Float64Arrays; an array parameter is
 * followed by its index parameter, and `array[index + constants]` is the only access. Values are chosen by `?:`, by `if`
 * without `else` whose body assigns variables, or by `while`; `else` is for scalar code only.
 */

const OPERATIONS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PlusToken, 'add'],
  [ts.SyntaxKind.MinusToken, 'sub'],
  [ts.SyntaxKind.AsteriskToken, 'mul'],
  [ts.SyntaxKind.SlashToken, 'div'],
  [ts.SyntaxKind.LessThanToken, 'lt'],
  [ts.SyntaxKind.LessThanEqualsToken, 'le'],
  [ts.SyntaxKind.GreaterThanToken, 'gt'],
  [ts.SyntaxKind.GreaterThanEqualsToken, 'ge'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, 'eq'],
  [ts.SyntaxKind.AmpersandAmpersandToken, 'and'],
  [ts.SyntaxKind.BarBarToken, 'or'],
])

/** A value at hand: `key` tells equal values, `text` prints it for a group. */
type Operand = { readonly key: string; readonly text: (suffix: string) => string }

/** What names mean and which operations are done at one place of the program. */
class Scope {
  readonly names: Map<string, Operand>
  readonly done: Map<string, Operand>

  constructor(outer?: Scope) {
    this.names = new Map(outer?.names)
    this.done = new Map(outer?.done)
  }
}

/** Functions that are merged into their callers: constants and one result. */
function isMerged(theory: Theory, name: string): boolean {
  const body = theory.functions.get(name)?.node.body
  if (!body) return false
  return (
    body.statements.every(
      (statement) =>
        ts.isReturnStatement(statement) ||
        (ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Const) !== 0),
    ) && !callsUnmerged(theory, body)
  )
}

function callsUnmerged(theory: Theory, node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && !isMerged(theory, node.expression.text))
    return true
  return ts.forEachChild(node, (child) => callsUnmerged(theory, child)) ?? false
}

/** Prints one function of the theory in one flavour. */
class FunctionPrinter {
  readonly #theory: Theory
  readonly #flavour: Flavour
  /** Functions that leave their result in the globals `result` + group. */
  readonly #leavesResult: ReadonlySet<string>
  #lines: string[] = []
  #count = 0

  constructor(theory: Theory, flavour: Flavour, leavesResult: ReadonlySet<string>) {
    this.#theory = theory
    this.#flavour = flavour
    this.#leavesResult = leavesResult
  }

  print(name: string): string {
    const node = this.#function(name)
    const scope = new Scope()
    this.#lines = []
    const parameters = parametersOf(node).flatMap((parameter) => {
      if (parameter.isArray) return [`${parameter.name}: usize`]
      scope.names.set(parameter.name, { key: parameter.name, text: (suffix) => `${parameter.name}${suffix}` })
      return this.#flavour.groups.map((suffix) => `${parameter.name}${suffix}: ${this.#flavour.type}`)
    })
    for (const statement of node.body?.statements ?? []) this.#statement(statement, scope, undefined, name)
    const isVoid = node.type?.getText() === 'void' || this.#leavesResult.has(name)
    return `function ${this.#flavour.prefix}${name}(${parameters.join(', ')}): ${isVoid ? 'void' : this.#flavour.type} {
${this.#lines.join('\n')}
}`
  }

  #function(name: string): ts.FunctionDeclaration {
    const definition = this.#theory.functions.get(name)
    if (!definition) throw new Error(`the theory has no function ${name}`)
    return definition.node
  }

  #each(line: (suffix: string, group: number) => string): void {
    this.#flavour.groups.forEach((suffix, group) => {
      this.#lines.push(line(suffix, group))
    })
  }

  /** Does an operation once for each distinct key. */
  #value(scope: Scope, key: string, text: (suffix: string, group: number) => string): Operand {
    const known = scope.done.get(key)
    if (known) return known
    const name = `v${this.#count++}`
    this.#each((suffix, group) => `const ${name}${suffix} = ${text(suffix, group)}`)
    const operand = { key: name, text: (suffix: string) => `${name}${suffix}` }
    scope.done.set(key, operand)
    return operand
  }

  #evaluate(node: ts.Expression, scope: Scope): Operand {
    const constant = constantOf(node, this.#theory.constants)
    if (constant !== undefined && !(ts.isIdentifier(node) && scope.names.has(node.text))) {
      return { key: `#${Object.is(constant, -0) ? '-0' : constant}`, text: () => this.#flavour.literal(constant) }
    }
    if (ts.isParenthesizedExpression(node)) return this.#evaluate(node.expression, scope)
    if (ts.isIdentifier(node)) return scope.names.get(node.text) ?? refuse(node, 'unknown name')
    if (ts.isCallExpression(node)) return this.#call(node, scope)
    if (ts.isElementAccessExpression(node)) return this.#load(node, scope)
    if (ts.isConditionalExpression(node)) {
      return this.#operation('choose', [node.condition, node.whenTrue, node.whenFalse], scope)
    }
    if (ts.isPrefixUnaryExpression(node)) return this.#operation('neg', [node.operand], scope)
    const name = ts.isBinaryExpression(node) ? OPERATIONS.get(node.operatorToken.kind) : undefined
    if (name && ts.isBinaryExpression(node)) return this.#operation(name, [node.left, node.right], scope)
    return refuse(node, 'not translatable')
  }

  #operation(name: string, nodes: readonly ts.Expression[], scope: Scope): Operand {
    const operands = nodes.map((node) => this.#evaluate(node, scope))
    return this.#value(scope, `${name}(${operands.map((operand) => operand.key).join()})`, (suffix) =>
      this.#flavour.operation(
        name,
        operands.map((operand) => operand.text(suffix)),
      ),
    )
  }

  #load(node: ts.ElementAccessExpression, scope: Scope): Operand {
    const array = this.#pointer(node.expression, scope)
    const offset = offsetOf(node.argumentExpression, this.#theory.constants) + array.offset
    const version = scope.names.get(`${array.name}@`)?.key ?? ''
    return this.#value(scope, `load(${array.name}${version},${offset})`, (_, group) =>
      this.#flavour.load(array.name, offset, group),
    )
  }

  /** An array's pointer and the doubles between it and the index, which merged callers may have moved. */
  #pointer(node: ts.Expression, scope: Scope): { readonly name: string; readonly offset: number } {
    const moved = scope.names.get(`${node.getText()}[]`)
    if (!moved) return { name: node.getText(), offset: 0 }
    return { name: moved.key, offset: Number(moved.text('')) }
  }

  #call(node: ts.CallExpression, scope: Scope): Operand {
    const callee = node.expression
    if (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === 'Math') {
      return this.#operation(callee.name.text, node.arguments, scope)
    }
    const name = callee.getText()
    if (isMerged(this.#theory, name)) return this.#merge(name, node, scope)
    if (this.#leavesResult.has(name)) {
      this.#lines.push(this.#callText(name, node, scope, this.#flavour.groups))
      return this.#value(scope, `result${this.#count}`, (suffix) => `result${suffix}`)
    }
    const texts = this.#flavour.groups.map((suffix) => this.#callText(name, node, scope, [suffix]))
    return this.#value(scope, `call${this.#count}`, (_, group) => texts[group] ?? '')
  }

  #callText(name: string, node: ts.CallExpression, scope: Scope, groups: readonly string[]): string {
    const printed: string[] = []
    this.#function(name).parameters.forEach((parameter, i) => {
      const argument = node.arguments[i]
      if (!argument) refuse(node, 'too few arguments')
      if (isArray(parameter)) {
        printed.push(this.#pointerText(argument, node.arguments[i + 1], scope))
      } else if (!this.#isIndex(name, i)) {
        const operand = this.#evaluate(argument, scope)
        printed.push(...groups.map((suffix) => operand.text(suffix)))
      }
    })
    const isNarrow = this.#flavour.groups.length > 1 && groups.length === 1
    return `${isNarrow ? 'narrow_' : this.#flavour.prefix}${name}(${printed.join(', ')})`
  }

  #isIndex(name: string, position: number): boolean {
    const before = this.#function(name).parameters[position - 1]
    return before !== undefined && isArray(before)
  }

  #pointerText(array: ts.Expression, index: ts.Expression | undefined, scope: Scope): string {
    const pointer = this.#pointer(array, scope)
    const offset = pointer.offset + (index ? offsetOf(index, this.#theory.constants) : 0)
    return offset === 0 ? pointer.name : `${pointer.name} + ${offset * 8}`
  }

  /** Prints a merged function's body in place, its parameters bound to the arguments. */
  #merge(name: string, node: ts.CallExpression, scope: Scope): Operand {
    const definition = this.#function(name)
    const inner = new Scope()
    definition.parameters.forEach((parameter, i) => {
      const argument = node.arguments[i]
      if (!argument || this.#isIndex(name, i)) return
      const parameterName = parameter.name.getText()
      if (isArray(parameter)) {
        const pointer = this.#pointer(argument, scope)
        const index = node.arguments[i + 1]
        const offset = pointer.offset + (index ? offsetOf(index, this.#theory.constants) : 0)
        inner.names.set(`${parameterName}[]`, { key: pointer.name, text: () => String(offset) })
      } else {
        inner.names.set(parameterName, this.#evaluate(argument, scope))
      }
    })
    const shared = Object.assign(new Scope(), { names: inner.names, done: scope.done })
    for (const statement of definition.body?.statements ?? []) {
      if (ts.isReturnStatement(statement) && statement.expression) return this.#evaluate(statement.expression, shared)
      this.#statement(statement, shared, undefined, name)
    }
    return refuse(node, 'a merged function returns a value')
  }

  #statement(node: ts.Statement, scope: Scope, mask: Operand | undefined, name: string): void {
    if (ts.isVariableStatement(node)) {
      for (const declaration of node.declarationList.declarations) this.#declare(node, declaration, scope)
    } else if (ts.isReturnStatement(node) && node.expression) {
      const result = this.#evaluate(node.expression, scope)
      if (this.#leavesResult.has(name)) this.#each((suffix) => `result${suffix} = ${result.text(suffix)}`)
      else this.#lines.push(`return ${result.text(this.#flavour.groups[0] ?? '')}`)
    } else if (ts.isExpressionStatement(node)) {
      this.#effect(node.expression, scope, mask)
    } else if (ts.isIfStatement(node)) {
      this.#if(node, scope, name)
    } else if (ts.isWhileStatement(node)) {
      this.#while(node, scope, name)
    } else {
      refuse(node, 'not translatable')
    }
  }

  #declare(statement: ts.VariableStatement, declaration: ts.VariableDeclaration, scope: Scope): void {
    const name = declaration.name.getText()
    if (!declaration.initializer) refuse(declaration, 'needs a value')
    const value = this.#evaluate(declaration.initializer, scope)
    if (statement.declarationList.flags & ts.NodeFlags.Const) {
      scope.names.set(name, value)
    } else {
      this.#each((suffix) => `let ${name}${suffix} = ${value.text(suffix)}`)
      this.#renew(name, scope)
    }
  }

  /** A variable or an array's contents has a new value: what was done with the old one no longer counts. */
  #renew(name: string, scope: Scope): void {
    scope.names.set(name, { key: `${name}:${this.#count++}`, text: (suffix) => `${name.replace('@', '')}${suffix}` })
  }

  #effect(node: ts.Expression, scope: Scope, mask: Operand | undefined): void {
    if (ts.isCallExpression(node)) {
      this.#lines.push(this.#callText(node.expression.getText(), node, scope, this.#flavour.groups))
      for (const argument of node.arguments) if (ts.isIdentifier(argument)) this.#renew(`${argument.text}@`, scope)
      return
    }
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
      refuse(node, 'not translatable')
    }
    const value = this.#evaluate(node.right, scope)
    if (ts.isElementAccessExpression(node.left)) {
      const array = node.left.expression.getText()
      const offset = offsetOf(node.left.argumentExpression, this.#theory.constants)
      this.#each((suffix, group) => this.#flavour.store(array, offset, group, value.text(suffix)))
      this.#renew(`${array}@`, scope)
      return
    }
    const name = node.left.getText()
    this.#each((suffix) => {
      const now = `${name}${suffix}`
      const chosen = mask
        ? this.#flavour.operation('choose', [mask.text(suffix), value.text(suffix), now])
        : value.text(suffix)
      return `${now} = ${chosen}`
    })
    this.#renew(name, scope)
  }

  #block(node: ts.Statement, scope: Scope, mask: Operand | undefined, name: string): void {
    const inner = new Scope(scope)
    const statements = ts.isBlock(node) ? node.statements : [node]
    for (const statement of statements) this.#statement(statement, inner, mask, name)
    this.#forget(node, scope)
  }

  /** Renews every variable and array that a branch or loop may have changed. */
  #forget(node: ts.Node, scope: Scope): void {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (ts.isIdentifier(node.left)) this.#renew(node.left.text, scope)
      if (ts.isElementAccessExpression(node.left)) this.#renew(`${node.left.expression.getText()}@`, scope)
    }
    if (ts.isCallExpression(node)) {
      for (const argument of node.arguments) if (ts.isIdentifier(argument)) this.#forgetArray(argument.text, scope)
    }
    ts.forEachChild(node, (child) => this.#forget(child, scope))
  }

  #forgetArray(name: string, scope: Scope): void {
    if (!scope.names.has(name)) this.#renew(`${name}@`, scope)
  }

  #if(node: ts.IfStatement, scope: Scope, name: string): void {
    const condition = this.#evaluate(node.expression, scope)
    const isScalar = this.#flavour.type === 'f64'
    if (node.elseStatement && !isScalar) refuse(node, 'a vector `if` has no `else`')
    this.#lines.push(`if (${this.#any(condition)}) {`)
    this.#block(node.thenStatement, scope, isScalar ? undefined : condition, name)
    if (node.elseStatement) {
      this.#lines.push('} else {')
      this.#block(node.elseStatement, scope, undefined, name)
    }
    this.#lines.push('}')
  }

  #while(node: ts.WhileStatement, scope: Scope, name: string): void {
    this.#forget(node.statement, scope)
    this.#lines.push('while (true) {')
    const inner = new Scope(scope)
    const condition = this.#evaluate(node.expression, inner)
    this.#lines.push(`if (!(${this.#any(condition)})) break`)
    const isScalar = this.#flavour.type === 'f64'
    this.#block(node.statement, inner, isScalar ? undefined : condition, name)
    this.#lines.push('}')
    this.#forget(node.statement, scope)
  }

  #any(condition: Operand): string {
    if (this.#flavour.type === 'f64') return condition.text('')
    const masks = this.#flavour.groups.map((suffix) => condition.text(suffix))
    return `v128.any_true(${masks.reduce((left, right) => `v128.or(${left}, ${right})`)})`
  }
}

/** Which functions to print, beside those merged into them. */
export type TranslationPlan = {
  /** Printed as scalar doubles. */
  readonly scalar: readonly string[]
  /** Printed for one f64x2 group, called once for each group. */
  readonly narrow: readonly string[]
  /** Printed for two interleaved groups; results go to the globals `result_0` and `result_1`. */
  readonly wide: readonly string[]
  /** Constants that the hand-written parts use, as `RECORD_` + name. */
  readonly offsets: readonly string[]
}

/** The AssemblyScript source of the whole theory. */
export function translate(theory: Theory, plan: TranslationPlan): string {
  const table: number[] = []
  const narrow = vectorFlavour('narrow_', [''], table)
  const wide = vectorFlavour('wide_', ['_0', '_1'], table)
  const leavesResult = new Set(plan.wide)
  const functions = [
    ...plan.scalar.map((name) => new FunctionPrinter(theory, scalarFlavour, new Set()).print(name)),
    ...plan.narrow.map((name) => new FunctionPrinter(theory, narrow, new Set()).print(name)),
    ...plan.wide.map((name) => new FunctionPrinter(theory, wide, leavesResult).print(name)),
  ]
  const offsets = plan.offsets.map((name) => `const RECORD_${name}: usize = ${theory.constants.get(name)}`)
  return `${offsets.join('\n')}
${constantTable(table)}
let result_0: v128 = i64x2.splat(0)
let result_1: v128 = i64x2.splat(0)
${functions.join('\n')}`
}
