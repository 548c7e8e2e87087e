export { type Remedy, YaguraError } from './errors.ts'
