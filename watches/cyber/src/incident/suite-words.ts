const list = (words: string): readonly string[] => words.split(' ')

/** Closed lists of words. Source: Incident Extension Suite 2.1 §5. */
export const suiteEnumerations = {
  condition: list('optional required unknown'),
  transition: list('completion failure success unknown'),
  eventStatus: list('ongoing occurred not-occurred pending undetermined'),
  loss: list('confirmed-loss contained exploited-loss none suspected-loss'),
  determination: list('blocked confirmed failed-attempt false-positive suspected'),
  alteration: list(
    'potential-destruction potential-modification partial-destruction partial-modification full-destruction full-modification none',
  ),
  damage: list('damaged-functional damaged-nonfunctional destruction none unknown'),
  recoverability: list('extended not-applicable not-recoverable regular supplemented'),
  taskOutcome: list('cancelled failed ongoing pending successful unknown'),
  fidelity: list('day hour minute month second year'),
  traceability: list('accountability-lost partial-accountability provable-accountability'),
} as const

/** Open vocabularies. Source: Incident Extension Suite 2.1 §4. */
export const suiteVocabularies = {
  assetType: list(
    'building-doors building-windows buildings computers-mobile computers-personal computers-server environment ics-actuator ics-engineering-workstation ics-historian ics-hmi ics-other ics-plc ics-safety-system ics-sensor inventory network-device private-infrastructure public-infrastructure security-containers vehicles',
  ),
  // Some editions write “propriety-solution”: both are read.
  detectionMethod: list(
    'automated-tool commercial-solution external-notification human-review message-from-attacker proprietary-solution propriety-solution system-outage user-reporting',
  ),
  entityType: list(
    'computers-mobile computers-personal computers-server customer customer-individual customer-organization domain-controller employee group ics-actuator ics-engineering-workstation ics-historian ics-hmi ics-other ics-plc ics-safety-system ics-sensor individual network-device organization system vehicles',
  ),
  eventType: list(
    'aggregation-information-phishing-schemes benign blocked brute-force-attempt c&c-server-hosting compromised-system confirmed connection-malware-port connection-malware-system content-forbidden-by-law control-system-bypass copyrighted-content data-exfiltration deferred deletion-information denial-of-service destruction dictionary-attack-attempt discarded disruption-data-transmission dissemination-malware-email dissemination-phishing-emails dns-cache-poisoning dns-local-resolver-hijacking dns-spoofing-registered dns-rebinding dns-server-compromise dns-spoofing-unregistered dns-stub-resolver-hijacking dns-zone-transfer domain-name-compromise duplicate email-flooding equipment-loss equipment-theft exploit exploit-attempt exploit-framework-exhausting-resources exploit-tool-exhausting-resources failed file-inclusion file-inclusion-attempt hosting-malware-webpage hosting-phishing-sites illegitimate-use-name illegitimate-use-resources infected-by-known-malware insufficient-data known-malware lame-delegations major modification-information misconfiguration natural negotiation network-scanning no-apt packet-flood password-cracking-attempt policy-violation ransomware ransomware-payment refuted scan-probe silently-discarded supply-chain-customer supply-chain-vendor spam sql-injection sql-injection-attempt successful system-probe theft-access-credentials unattributed unauthorized-access-information unauthorized-access-system unauthorized-equipment unauthorized-release unauthorized-use undetermined unintentional unknown-apt unspecified vandalism wiretapping worm-spreading xss xss-attempt',
  ),
  externalImpact: list(
    'economic emergency-services foreign-relations national-security public-confidence public-health public-safety',
  ),
  investigation: list('closed new open'),
  informationType: list(
    'classified-material communication credentials-admin credentials-user financial legal payment phi pii proprietary system',
  ),
  monetaryImpact: list(
    'asset-and-fraud brand-damage business-disruption competitive-advantage legal-and-regulatory operating-costs ransom-demand ransom-payment response-and-recovery uncategorized',
  ),
  stateChange: list('caused contributed-to input mitigated output resolved'),
  taskType: list(
    'administrative attribution containment declared detected eradication escalated exercised-control external-intelligence external-outreach external-support implemented-control investigation negotiation playbook-execution playbook-step-execution ransom-payment recovery reported routine-updates victim-notification',
  ),
} as const
