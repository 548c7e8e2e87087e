import { type Findings, shown } from './findings.ts'
import { listOf, text, type ValueRule } from './values.ts'

/** Words of the open vocabularies. Source: STIX 2.1 §10. */
const words = {
  'account-type': 'facebook ldap nis openid radius skype tacacs twitter unix windows-local windows-domain kavi',
  'attack-motivation':
    'accidental coercion dominance ideology notoriety organizational-gain personal-gain personal-satisfaction revenge unpredictable',
  'attack-resource-level': 'individual club contest team organization government',
  'grouping-context': 'suspicious-activity malware-analysis unspecified',
  'identity-class': 'individual group system organization class unknown',
  'implementation-languages':
    'applescript bash c c++ c# go java javascript lua objective-c perl php powershell python ruby scala swift typescript visual-basic x86-32 x86-64',
  'indicator-types': 'anomalous-activity anonymization benign compromised malicious-activity attribution unknown',
  'industry-sector':
    'agriculture aerospace automotive chemical commercial communications construction defense education energy entertainment financial-services government emergency-services government-local government-national government-public-services government-regional healthcare hospitality-leisure infrastructure dams nuclear water insurance manufacturing mining non-profit pharmaceuticals retail technology telecommunications transportation utilities',
  'infrastructure-types':
    'amplification anonymization botnet command-and-control control-system exfiltration firewall hosting-malware hosting-target-lists phishing reconnaissance routers-switches staging workstation unknown',
  'malware-result': 'malicious suspicious benign unknown',
  'malware-capabilities':
    'accesses-remote-machines anti-debugging anti-disassembly anti-emulation anti-memory-forensics anti-sandbox anti-vm captures-input-peripherals captures-output-peripherals captures-system-state-data cleans-traces-of-infection commits-fraud communicates-with-c2 compromises-data-availability compromises-data-integrity compromises-system-availability controls-local-machine degrades-security-software degrades-system-updates determines-c2-server emails-spam escalates-privileges evades-av exfiltrates-data fingerprints-host hides-artifacts hides-executing-code infects-files infects-remote-machines installs-other-components persists-after-system-reboot prevents-artifact-access prevents-artifact-deletion probes-network-environment self-modifies steals-authentication-credentials violates-system-operational-integrity',
  'malware-types':
    'adware backdoor bot bootkit ddos downloader dropper exploit-kit keylogger ransomware remote-access-trojan resource-exploitation rogue-security-software rootkit screen-capture spyware trojan unknown virus webshell wiper worm',
  'indicator-pattern-types': 'stix pcre sigma snort suricata yara',
  'processor-architecture': 'alpha arm ia-64 mips powerpc sparc x86 x86-64',
  region:
    'africa eastern-africa middle-africa northern-africa southern-africa western-africa americas caribbean central-america latin-america-caribbean northern-america south-america asia central-asia eastern-asia southern-asia south-eastern-asia western-asia europe eastern-europe northern-europe southern-europe western-europe oceania antarctica australia-new-zealand melanesia micronesia polynesia',
  'report-types':
    'attack-pattern campaign identity indicator intrusion-set malware observed-data threat-actor threat-report tool vulnerability',
  'threat-actor-types':
    'activist competitor crime-syndicate criminal hacker insider-accidental insider-disgruntled nation-state sensationalist spy terrorist unknown',
  'threat-actor-role':
    'agent director independent infrastructure-architect infrastructure-operator malware-author sponsor',
  'threat-actor-sophistication': 'none minimal intermediate advanced expert innovator strategic',
  'tool-types':
    'denial-of-service exploitation information-gathering network-capture credential-exploitation remote-access vulnerability-scanning unknown',
  'windows-pebinary-type': 'dll exe sys',
}

/** An open vocabulary, by the name of the check that its words are used. */
export type Vocabulary = keyof typeof words

/** Where each vocabulary is in STIX 2.1. */
const sections: Readonly<Record<Vocabulary, string>> = {
  'account-type': '10.1',
  'attack-motivation': '10.2',
  'attack-resource-level': '10.3',
  'grouping-context': '10.6',
  'identity-class': '10.8',
  'implementation-languages': '10.9',
  'indicator-types': '10.10',
  'industry-sector': '10.11',
  'infrastructure-types': '10.12',
  'malware-result': '10.13',
  'malware-capabilities': '10.14',
  'malware-types': '10.15',
  'indicator-pattern-types': '10.19',
  'processor-architecture': '10.20',
  region: '10.21',
  'report-types': '10.22',
  'threat-actor-types': '10.23',
  'threat-actor-role': '10.24',
  'threat-actor-sophistication': '10.25',
  'tool-types': '10.26',
  'windows-pebinary-type': '10.28',
}

/** Vocabularies whose values need not be written as the others are: the names of languages, of accounts and of patterns are given. */
const free: ReadonlySet<Vocabulary> = new Set([
  'account-type',
  'indicator-pattern-types',
  'grouping-context',
  'windows-pebinary-type',
])

/** A word that should be of an open vocabulary, and written as its words are. Source: STIX 2.1 §2.13. */
export function wordOf(vocabulary: Vocabulary): ValueRule {
  const known = new Set(words[vocabulary].split(' '))
  return (value, findings) => {
    text(value, findings)
    if (typeof value !== 'string') return
    if (!free.has(vocabulary)) checkOpenWord(value, findings)
    if (known.has(value)) return
    findings.should(vocabulary, sections[vocabulary], `${shown(value)} is not in the open vocabulary`)
  }
}

/** A list of words of an open vocabulary. */
export function wordsOf(vocabulary: Vocabulary): ValueRule {
  return listOf(wordOf(vocabulary))
}

/** @returns Whether the open vocabulary has the word. */
export function isInVocabulary(vocabulary: Vocabulary, word: string): boolean {
  return words[vocabulary].split(' ').includes(word)
}

function checkOpenWord(value: string, findings: Findings): void {
  if (!isLowerWithHyphens(value)) {
    findings.should('open-vocab-format', '2.13', `${shown(value)} is not in lower case with hyphens`)
  }
}

/** As words of vocabularies and names of kill chains should be: some letters, all lower case; neither blank nor underscore. */
export function isLowerWithHyphens(value: string): boolean {
  return value === value.toLowerCase() && value !== value.toUpperCase() && !/[ _]/.test(value)
}
