/** Domain, relationship and meta objects, and what holds all. Source: STIX 2.1 §4, §5, §7, §8. */
export const otherTypes: ReadonlySet<string> = new Set(
  'attack-pattern bundle campaign course-of-action extension-definition grouping identity incident indicator infrastructure intrusion-set language-content location malware malware-analysis marking-definition note observed-data opinion relationship report sighting threat-actor tool vulnerability'.split(
    ' ',
  ),
)
/** Cyber observables. Source: STIX 2.1 §6. */
export const observableTypes: ReadonlySet<string> = new Set(
  'artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url user-account windows-registry-key x509-certificate'.split(
    ' ',
  ),
)
