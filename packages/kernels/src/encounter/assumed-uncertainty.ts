/** Position uncertainty of the SOCRATES model in-track, 1σ km. Source: Kelso & Alfano, AAS 05-124. */
export const SIGMA_IN_TRACK_KM = 0.3
/** The same along the radius and across the track. */
export const SIGMA_ACROSS_KM = 0.1
