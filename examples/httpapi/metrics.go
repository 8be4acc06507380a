package main

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/workday"
)

// metrics are the service's metrics. All labels are from closed lists: routes,
// verdicts, kinds of problems and versions of tables.
type metrics struct {
	registry *prometheus.Registry
	inflight prometheus.Gauge
	duration *prometheus.HistogramVec
	problems *prometheus.CounterVec
	reports  map[string]map[readiness.Verdict]prometheus.Counter // by form

	config       *prometheus.GaugeVec
	data         *prometheus.GaugeVec
	dataDate     *prometheus.GaugeVec
	knownUntil   prometheus.Gauge
	reloads      *prometheus.CounterVec
	reloadOK     prometheus.Gauge
	reloadedLast prometheus.Gauge
}

func newMetrics() *metrics {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
		r.MustRegister(g)
		return g
	}
	gauges := func(name, help string, labels ...string) *prometheus.GaugeVec {
		g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
		r.MustRegister(g)
		return g
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		r.MustRegister(c)
		return c
	}
	m := &metrics{
		registry: r,
		inflight: gauge("payready_http_inflight", "Requests under way."),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "payready_http_request_duration_seconds", Help: "From the first header read to the answer written.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "code"}),
		problems: counters("payready_problems_total", "Answers, and lines of batches, that are no report.", "type"),

		config:       gauges("payready_config_info", "The policy in use, by ID and hash.", "policy", "hash"),
		data:         gauges("payready_data_info", "The tables in use and their versions.", "table", "version"),
		dataDate:     gauges("payready_data_timestamp_seconds", "When the newest source of a table was taken.", "table"),
		knownUntil:   gauge("payready_calendar_known_until_timestamp_seconds", "The last day whose working days are known."),
		reloads:      counters("payready_config_reloads_total", "Readings of the configuration.", "result"),
		reloadOK:     gauge("payready_config_last_reload_successful", "Whether the last reading of the configuration was used."),
		reloadedLast: gauge("payready_config_last_reload_success_timestamp_seconds", "When a configuration was last taken into use."),
	}
	r.MustRegister(m.duration)
	reports := counters("payready_reports_total", "Reports by verdict.", "form", "verdict")
	m.reports = map[string]map[readiness.Verdict]prometheus.Counter{}
	for _, form := range []string{"assess", "batch", "many"} {
		m.reports[form] = map[readiness.Verdict]prometheus.Counter{}
		for v := range readiness.Stop + 1 {
			m.reports[form][v] = reports.WithLabelValues(form, v.String())
		}
	}
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

func (m *metrics) served(route string, code int, took time.Duration) {
	m.duration.WithLabelValues(route, strconv.Itoa(code)).Observe(took.Seconds())
}

func (m *metrics) reloaded(ok bool) {
	result, value := "failed", 0.0
	if ok {
		result, value = "ok", 1
		m.reloadedLast.SetToCurrentTime()
	}
	m.reloads.WithLabelValues(result).Inc()
	m.reloadOK.Set(value)
}

// describe publishes the versions of the state.
func (m *metrics) describe(st *state) {
	m.config.Reset()
	m.config.WithLabelValues(st.about.Checker.Policy, st.about.Checker.Hash).Set(1)
	m.data.Reset()
	for table, version := range versions(st) {
		m.data.WithLabelValues(table, version).Set(1)
	}
	m.dataDate.Reset()
	var newest time.Time
	for _, src := range st.bins.Sources() {
		if t, err := time.ParseInLocation(time.DateOnly, src.Date, workday.China); err == nil && t.After(newest) {
			newest = t
		}
	}
	m.dataDate.WithLabelValues("bins").Set(float64(newest.Unix()))
	d := workday.Default().KnownUntil()
	m.knownUntil.Set(float64(time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, workday.China).Unix()))
}

// versions returns the data versions that the report document lists.
func versions(st *state) map[string]string {
	out := map[string]string{}
	b, err := json.Marshal(st.about.Data)
	if err == nil {
		json.Unmarshal(b, &out) // an object of strings
	}
	return out
}
