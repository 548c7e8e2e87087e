import au from '../policies/au.json' with { type: 'json' }
import india from '../policies/in.json' with { type: 'json' }
import jp from '../policies/jp.json' with { type: 'json' }
import kr from '../policies/kr.json' with { type: 'json' }
import nato from '../policies/nato.json' with { type: 'json' }
import tlp from '../policies/tlp.json' with { type: 'json' }
import us from '../policies/us.json' with { type: 'json' }
import { type Policies, readPolicy } from './policy.ts'

/**
 * The sample policies that come with Yagura: JP, US, AU, KR, IN, NATO and TLP. None has legal force. Keep what it returns: each
 * call checks the files anew.
 */
export function shippedPolicies(): Policies {
  const policies = [jp, us, au, kr, india, nato, tlp].map((file) => {
    const read = readPolicy(file)
    if (!read.ok) throw new TypeError(read.fault.reason)
    return read.policy
  })
  return new Map(policies.map((policy) => [policy.id, policy]))
}
