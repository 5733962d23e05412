import type { Feature } from '../shared/feature';

/** All features that there are: one in each folder. */
export const features: readonly Feature[] = Object.values(import.meta.glob<{ feature: Feature }>('../features/*/index.ts', { eager: true })).map(module => module.feature);

/** The navigation, in its order. */
export const navigation = features.flatMap(({ nav }) => nav ?? []).sort((one, other) => one.order - other.order);

export const routes = features.flatMap(feature => feature.routes);
