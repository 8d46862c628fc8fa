{% load static %}import { serve } from "{% static 'js/painter/worker.js' %}";

serve({ {% for name, address in addresses.items %}{{ name }}: "{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %} });
