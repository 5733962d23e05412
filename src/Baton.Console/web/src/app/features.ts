import type { Feature } from '../shared/feature';
import { match } from '../shared/router';

/** All features that there are: one in each folder. */
export const features: readonly Feature[] = Object.values(import.meta.glob<{ feature: Feature }>('../features/*/index.ts', { eager: true })).map(module => module.feature);

/** The navigation, in its order. */
export const navigation = features.flatMap(({ nav }) => nav ?? []).sort((one, other) => one.order - other.order);

/** Whether a place is below an entry of the navigation: its own pages, and those of features within it. */
export const isWithin = (path: string, to: string): boolean =>
  path === to || path.startsWith(`${to}/`) || features.some(({ within, routes }) => within === to && routes.some(route => match(route.path, path)));

export const routes = features.flatMap(feature => feature.routes);
