// The identity library requires these ES modules from CommonJS; jest can link them only if they were imported before.
import 'http-proxy-agent';
import 'https-proxy-agent';
