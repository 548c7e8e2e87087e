/** Earth's equatorial radius of the WGS72 model, km. Source: AIAA 2006-6753, appendix B, `getgravconst` wgs72. */
export const EARTH_RADIUS_KM = 6378.135
/** Earth's gravitational parameter of the WGS72 model, km³/s². Source: as EARTH_RADIUS_KM. */
export const EARTH_MU_KM3_PER_S2 = 398600.8
/** Zonal harmonic J2 of the WGS72 model, unitless. Source: as EARTH_RADIUS_KM. */
export const J2 = 0.001082616
/** Zonal harmonic J3 of the WGS72 model, unitless. Source: as EARTH_RADIUS_KM. */
export const J3 = -0.00000253881
/** Zonal harmonic J4 of the WGS72 model, unitless. Source: as EARTH_RADIUS_KM. */
export const J4 = -0.00000165597
/** Square root of the gravitational parameter in Earth radii^1.5 per minute: 60 / sqrt(radius³ / mu). */
export const XKE = 0.07436691613317342
/** Speed unit of the theory in km/s: one Earth radius times XKE per minute. */
export const SPEED_UNIT_KM_PER_S = 7.905370510517634
