import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { describeLeaks } from './leak-cases.ts'

describeLeaks(stixThreadBundle(), 10_000, 1000)
